using System.Diagnostics;
using System.Globalization;
using WsAspire.Fuzz.Slow;
using WsAspire.Testing;

namespace WsAspire.Fuzz;

/// <summary>Holds many slow connections on a service process, and measures what others notice.</summary>
internal static class SlowCommand
{
    private const int PerSecond = 100;
    private static readonly TimeSpan s_baseline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_recovery = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(CommandOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var service = await ServiceProcess.StartAsync([], cancellationToken);
        using var traffic = new GoodTraffic(service.Port, PerSecond);
        await traffic.RunAsync(TimeSpan.FromSeconds(3), cancellationToken);

        var (sockets, resident) = (service.OpenSockets, service.Resident);
        var normal = await traffic.RunAsync(s_baseline, cancellationToken);
        await output.WriteLineAsync($"normal:        {normal}; {sockets} sockets, {resident >> 20} MiB");

        var kinds = options.Together ? [options.SlowKinds] : options.SlowKinds.Select(kind => new[] { kind }).ToArray<IReadOnlyList<SlowKind>>();
        var attacked = new List<Latencies>();
        foreach (var attack in kinds)
        {
            attacked.Add(await AttackAsync(service, traffic, attack, options, output, cancellationToken));
            var since = Stopwatch.GetTimestamp();
            while (service.OpenSockets > sockets + PerSecond && Stopwatch.GetElapsedTime(since) < s_recovery)
            {
                await Task.Delay(50, cancellationToken);
            }

            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"attackers gone: {service.OpenSockets} sockets after {Stopwatch.GetElapsedTime(since).TotalSeconds:f1} s"));
        }

        var after = await traffic.RunAsync(s_baseline, cancellationToken);
        await output.WriteLineAsync($"afterwards:    {after}; {service.OpenSockets} sockets, {service.Resident >> 20} MiB");

        var ratio = attacked.Max(latencies => latencies.At(0.99)) / Math.Max(normal.At(0.99), after.At(0.99));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"p99 under attack is {ratio:f2} times the larger p99 without"));
        return attacked.All(latencies => latencies.Failed.Count == 0) && ratio < 2 ? 0 : 1;
    }

    private static async Task<Latencies> AttackAsync(
        ServiceProcess service, GoodTraffic traffic, IReadOnlyList<SlowKind> kinds, CommandOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var attackers = StartAttack(kinds, options.Connections, service.Port);
        Latencies attacked;
        await using (attackers)
        {
            attacked = await traffic.RunAsync(TimeSpan.FromSeconds(options.Seconds), cancellationToken);
            await output.WriteLineAsync($"under attack:  {attacked}; {service.OpenSockets} sockets, {service.Resident >> 20} MiB");
        }

        await output.WriteAsync(attackers.Output);
        return attacked;
    }

    private static LeashedProcess StartAttack(IReadOnlyList<SlowKind> kinds, int connections, int port) => LeashedProcess.Start("nice",
    [
        "-n", "19", "dotnet", typeof(SlowCommand).Assembly.Location, "attack", "--port", $"{port}", "--connections", $"{connections}",
        .. kinds.SelectMany(kind => new[] { "--kind", $"{kind}" }),
    ]);
}
