using WsAspire.Fuzz.Contract;
using WsAspire.Fuzz.Http2;
using WsAspire.Testing;

namespace WsAspire.Fuzz;

/// <summary>Fuzzes a service in this process, over real sockets.</summary>
internal static class FuzzCommand
{
    private const int AttackSize = 20_000;
    private const int InputsPerConnection = 100;

    /// <summary>The JSON face of the fuzzed service.</summary>
    public static JsonTarget Json { get; } = new(
    [
        ("POST", "/v1/everything", Everything.Descriptor),
        ("POST", "/v1/everything", Everything.Descriptor),
        ("PUT", "/v1/everything/*", Everything.Descriptor),
        ("PATCH", "/v1/everything/*", Everything.Descriptor),
        ("POST", "/v1/everything/*:append", Everything.Descriptor),
        ("POST", "/v1/everything:watch", Everything.Descriptor),
        ("GET", "/v1/everything/*", Everything.Descriptor),
    ]);

    public static async Task<int> RunAsync(CommandOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"seed {options.Seed}");
        var faults = 0;
        foreach (var target in options.Targets.Count > 0 ? options.Targets : ["json", "grpc", "http2"])
        {
            using var logged = new ServiceFaults();
            await using var app = FuzzedService.Create([], logged);
            await app.StartAsync(cancellationToken);
            var port = FuzzedService.PortOf(app);
            faults += target == "http2"
                ? await RunHttp2Async(port, logged, options, output, cancellationToken)
                : await RunAsync(target == "json" ? Json : new GrpcTarget(), port, logged, options, output, cancellationToken);
            await app.StopAsync(cancellationToken);
        }

        await output.WriteLineAsync(faults == 0 ? "no faults" : $"{faults} faults; repeat them with --seed {options.Seed}");
        return faults == 0 ? 0 : 1;
    }

    private static async Task<int> RunAsync(IFuzzTarget target, int port, ServiceFaults logged, CommandOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var findings = Path.Combine(RepositoryRoot.Path, ".ws", "fuzz");
        var report = await new Fuzzer(port, logged, findings).RunAsync(target, options.Count, options.Seed, output, cancellationToken);
        report.Write(output);
        return report.Faults.Count;
    }

    private static async Task<int> RunHttp2Async(int port, ServiceFaults logged, CommandOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var connections = (int)Math.Max(1, options.Count / InputsPerConnection);
        var faults = await new Http2Fuzzer(port, logged).RunAsync(AttackSize, connections, options.Seed, output, cancellationToken);
        foreach (var fault in faults)
        {
            await output.WriteLineAsync($"  FAULT  {fault}");
        }

        return faults.Count;
    }
}
