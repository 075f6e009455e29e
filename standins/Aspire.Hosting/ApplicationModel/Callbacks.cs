namespace Aspire.Hosting.ApplicationModel;

internal static class Callbacks
{
    internal static Func<T, Task> Of<T>(Action<T> callback) => argument =>
    {
        callback(argument);
        return Task.CompletedTask;
    };
}
