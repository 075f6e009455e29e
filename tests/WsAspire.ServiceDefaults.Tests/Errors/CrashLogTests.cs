using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Errors;

[Collection(typeof(AloneCollection))]
public sealed class CrashLogTests
{
    [Fact]
    public async Task Task_ThatFailsUnseen_IsLogged()
    {
        await using var service = await SampleService.StartAsync();

        var message = $"lost {Guid.NewGuid()}";
        for (var i = 0; i < 100 && !IsLogged(service, message); i++)
        {
            Lose(message);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Contains(service.Logs.OfOthers, line => line.Level == LogLevel.Error && line.Message == "A task failed, and nobody looked at its exception.");
        Assert.True(IsLogged(service, message));
    }

    [Fact]
    public async Task Thread_ThatThrows_IsLoggedBeforeTheProcessEnds()
    {
        await using var process = LeashedProcess.Start(
            Path.Combine(AppContext.BaseDirectory, typeof(CrashLogTests).Assembly.GetName().Name!),
            [],
            new Dictionary<string, string?> { [CrashingService.Variable] = "1" },
            AppContext.BaseDirectory);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("An exception that nobody caught ends the process.", process.Output, StringComparison.Ordinal);
        Assert.Contains(CrashingService.Text, process.Output, StringComparison.Ordinal);
    }

    private static bool IsLogged(SampleService service, string message) =>
        service.Logs.OfOthers.Any(line => line.Exception?.InnerException?.Message == message);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Lose(string message) => _ = Task.FromException(new InvalidOperationException(message));
}
