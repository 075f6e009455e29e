using System.Diagnostics;
using System.Globalization;

namespace WsAspire.Fuzz.Http2;

/// <summary>Misuses HTTP/2 below the level of requests; after each time the service has to answer others.</summary>
/// <param name="port">The loopback port of the service.</param>
/// <param name="serviceFaults">What the service logs.</param>
internal sealed class Http2Fuzzer(int port, ServiceFaults serviceFaults)
{
    private static readonly TimeSpan s_send = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_cut = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_others = TimeSpan.FromSeconds(5);

    /// <summary>Tries each attack, then connections with random frames.</summary>
    /// <returns>What must not be.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int size, int connections, int seed, TextWriter output, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        using var others = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = s_others };
        foreach (var attack in Http2Attack.All(size))
        {
            var since = Stopwatch.GetTimestamp();
            var cut = await TryAsync(attack, attack.MustBeCut ? s_cut : TimeSpan.FromMilliseconds(200), cancellationToken);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"http2: {attack.Name}: {(cut ? "cut" : "left open")} after {Stopwatch.GetElapsedTime(since).TotalMilliseconds:f0} ms"));
            if (attack.MustBeCut && !cut)
            {
                faults.Add($"{attack.Name}: the connection was not closed in {s_cut.TotalSeconds} s");
            }

            await AskAsync(others, attack.Name, faults, cancellationToken);
        }

        for (var i = 0; i < connections; i++)
        {
            await TryAsync(Http2Attack.Random(new Random(seed + i)), TimeSpan.FromMilliseconds(5), cancellationToken);
        }

        output.WriteLine($"http2: {connections} connections with random frames, seed {seed}");
        await AskAsync(others, "random frames", faults, cancellationToken);
        return [.. faults, .. serviceFaults.Lines.Select(line => $"the service logged {line}")];
    }

    private async Task<bool> TryAsync(Http2Attack attack, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var connection = await Http2Connection.OpenAsync(port, attack.Settings, cancellationToken);
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        sending.CancelAfter(s_send);
        foreach (var bytes in attack.Bytes)
        {
            if (!await connection.SendAsync(bytes, sending.Token))
            {
                break;
            }
        }

        return await connection.ReadToEndAsync(wait, cancellationToken);
    }

    private static async Task AskAsync(HttpClient others, string attack, List<string> faults, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await others.GetAsync(new Uri("/alive", UriKind.Relative), cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                faults.Add($"{attack}: others got {(int)response.StatusCode}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            faults.Add($"{attack}: others got no answer: {exception.Message}");
        }
    }
}
