using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Tests.Errors;

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

        Assert.Contains(service.Logs.Lines, line => line.Level == LogLevel.Error && line.Message == "A task failed, and nobody looked at its exception.");
        Assert.True(IsLogged(service, message));
    }

    private static bool IsLogged(SampleService service, string message) =>
        service.Logs.Lines.Any(line => line.Exception?.InnerException?.Message == message);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Lose(string message) => _ = Task.FromException(new InvalidOperationException(message));
}
