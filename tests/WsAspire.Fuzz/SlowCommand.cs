using System.Diagnostics;
using System.Globalization;
using WsAspire.Fuzz.Slow;

namespace WsAspire.Fuzz;

/// <summary>Holds many slow connections on a service process, and measures what others notice.</summary>
internal static class SlowCommand
{
    private const int PerSecond = 100;
    private static readonly TimeSpan s_baseline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_recovery = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(CommandOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        SlowKind[] kinds = options.Kinds.Count > 0
            ? [.. options.Kinds.Select(kind => Enum.TryParse<SlowKind>(kind, ignoreCase: true, out var known) ? known : throw new ArgumentException($"Unknown kind '{kind}'."))]
            : [SlowKind.Silent, SlowKind.HalfPreface, SlowKind.Headers, SlowKind.Body];
        await using var service = await ServiceProcess.StartAsync([], cancellationToken);
        using var traffic = new GoodTraffic(service.Port, PerSecond);
        await traffic.RunAsync(TimeSpan.FromSeconds(3), cancellationToken);

        var (sockets, resident) = (service.OpenSockets, service.Resident);
        var normal = await traffic.RunAsync(s_baseline, cancellationToken);
        await output.WriteLineAsync($"normal:        {normal}; {sockets} sockets, {resident >> 20} MiB");

        Latencies attacked;
        await using (var attack = new SlowAttack(service.Port, kinds, options.Connections))
        {
            attacked = await traffic.RunAsync(TimeSpan.FromSeconds(options.Seconds), cancellationToken);
            await output.WriteLineAsync($"under attack:  {attacked}; {service.OpenSockets} sockets, {service.Resident >> 20} MiB");
            foreach (var kind in kinds)
            {
                await output.WriteLineAsync($"  {attack.Describe(kind)}");
            }
        }

        var since = Stopwatch.GetTimestamp();
        while (service.OpenSockets > sockets + PerSecond && Stopwatch.GetElapsedTime(since) < s_recovery)
        {
            await Task.Delay(50, cancellationToken);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"attackers gone: {service.OpenSockets} sockets after {Stopwatch.GetElapsedTime(since).TotalSeconds:f1} s"));
        var after = await traffic.RunAsync(s_baseline, cancellationToken);
        await output.WriteLineAsync($"afterwards:    {after}; {service.OpenSockets} sockets, {service.Resident >> 20} MiB");

        var ratio = attacked.At(0.99) / Math.Max(normal.At(0.99), after.At(0.99));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"p99 under attack is {ratio:f2} times the larger p99 without"));
        return attacked.Failed.Count == 0 && ratio < 2 ? 0 : 1;
    }
}
