using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace WsAspire.Fuzz.Slow;

/// <summary>Requests of well-behaved callers at a constant rate, each measured from when it was due: a service that stalls is not asked less.</summary>
/// <param name="port">The loopback port of the service.</param>
/// <param name="perSecond">Requests each second, 1 to 1,000.</param>
internal sealed class GoodTraffic(int port, int perSecond) : IDisposable
{
    // Every tenth caller has no connection yet.
    private const int NewConnectionEach = 10;
    private readonly HttpClient _kept = Create(port, TimeSpan.FromMinutes(5));
    private readonly HttpClient _new = Create(port, TimeSpan.Zero);

    /// <summary>Asks for so long.</summary>
    public async Task<Latencies> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var taken = new ConcurrentBag<double>();
        var failed = new ConcurrentQueue<string>();
        var calls = new List<Task>();
        var count = (int)(duration.TotalSeconds * perSecond);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due - Stopwatch.GetElapsedTime(began) is { } left && left > TimeSpan.Zero)
            {
                await Task.Delay(left, cancellationToken);
            }

            calls.Add(AskAsync(i % NewConnectionEach == 0 ? _new : _kept, due));
        }

        await Task.WhenAll(calls);
        return new Latencies([.. taken.Order()], [.. failed]);

        async Task AskAsync(HttpClient client, TimeSpan due)
        {
            try
            {
                using var content = new StringContent("""{"text":"good","an_int32":1}""", Encoding.UTF8, "application/json");
                using var response = await client.PostAsync(new Uri("/v1/everything", UriKind.Relative), content, cancellationToken);
                if (!response.IsSuccessStatusCode)
                {
                    failed.Enqueue(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
                }

                taken.Add((Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                failed.Enqueue(exception.Message);
            }
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        _new.Dispose();
    }

    private static HttpClient Create(int port, TimeSpan lifetime) =>
        new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = lifetime }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
}
