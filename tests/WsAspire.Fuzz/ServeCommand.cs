using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace WsAspire.Fuzz;

/// <summary>Runs the fuzzed service alone, and says where it listens.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var console = new ConsoleLoggerProvider(new Unchanging(new ConsoleLoggerOptions()));
        await using var app = FuzzedService.Create(arguments, console);
        await app.StartAsync();
        await Console.Out.WriteLineAsync($"listening on {FuzzedService.PortOf(app)}, process {Environment.ProcessId}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private sealed class Unchanging(ConsoleLoggerOptions options) : IOptionsMonitor<ConsoleLoggerOptions>
    {
        public ConsoleLoggerOptions CurrentValue => options;

        public ConsoleLoggerOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<ConsoleLoggerOptions, string?> listener) => null;
    }
}
