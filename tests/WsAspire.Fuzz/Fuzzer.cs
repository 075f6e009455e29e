using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace WsAspire.Fuzz;

/// <summary>Sends inputs to a running service over kept connections, and collects what must not be.</summary>
/// <param name="port">The loopback port of the service.</param>
/// <param name="serviceFaults">What the service logs.</param>
/// <param name="findings">The folder that keeps an input with a fault; null keeps none.</param>
internal sealed class Fuzzer(int port, ServiceFaults serviceFaults, string? findings = null)
{
    /// <summary>Resident memory may grow by so much: the warm-up cannot reach every path.</summary>
    public const long MaxGrowth = 48 << 20;

    private const int Workers = 16;
    private const int MaxFaults = 20;
    private const int MaxWarmUp = 5_000;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_progress = TimeSpan.FromSeconds(5);

    /// <summary>Tries the corpus, then so many inputs.</summary>
    /// <param name="target">Makes and judges them.</param>
    /// <param name="count">How many, the corpus not counted.</param>
    /// <param name="seed">The same seed makes the same inputs.</param>
    /// <param name="progress">Takes a line every few seconds.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    public async Task<FuzzReport> RunAsync(IFuzzTarget target, long count, int seed, TextWriter progress, CancellationToken cancellationToken)
    {
        using var client = CreateClient();
        var answers = new ConcurrentDictionary<string, long>();
        var faults = new ConcurrentQueue<string>();
        var corpus = target.Corpus.ToArray();
        var warmUp = Math.Min(count / 10, MaxWarmUp);
        var since = Stopwatch.GetTimestamp();
        long sent = 0;

        await TryAsync(corpus.Length, index => corpus[index], "corpus");
        await TryAsync(warmUp, index => target.Make(RandomOf(seed, index)), "input");
        var before = MemoryUse.Measure();
        await TryAsync(count - warmUp, index => target.Make(RandomOf(seed, index + warmUp)), "input", warmUp);
        var elapsed = Stopwatch.GetElapsedTime(since);
        var after = MemoryUse.Measure();

        if (after.Resident - before.Resident > MaxGrowth)
        {
            faults.Enqueue($"memory grew from {before.Resident >> 20} to {after.Resident >> 20} MiB");
        }

        foreach (var line in serviceFaults.Lines)
        {
            faults.Enqueue($"the service logged {line}");
        }

        return new FuzzReport(target.Name, seed, sent, elapsed, new Dictionary<string, long>(answers), [.. faults], before, after);

        async Task TryAsync(long inputs, Func<long, FuzzInput> make, string kind, long first = 0)
        {
            long next = -1;
            var shown = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, cancellationToken)));

            async Task WorkAsync()
            {
                while (Interlocked.Increment(ref next) is var index && index < inputs && faults.Count < MaxFaults)
                {
                    var input = make(index);
                    var outcome = await SendAsync(client, target, input, cancellationToken);
                    answers.AddOrUpdate(outcome.Answer, 1, static (_, times) => times + 1);
                    if (outcome.Fault is not null)
                    {
                        faults.Enqueue($"{kind} {index + first}: {input.Method} {input.Path} {string.Join(' ', input.Headers)}, {input.Body.Length} bytes: {outcome.Fault}{Keep(target, seed, kind, index + first, input)}");
                    }

                    Interlocked.Increment(ref sent);
                    var last = Volatile.Read(ref shown);
                    if (Stopwatch.GetElapsedTime(last) > s_progress && Interlocked.CompareExchange(ref shown, Stopwatch.GetTimestamp(), last) == last)
                    {
                        progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {sent} of {count + corpus.Length} inputs, {sent / Stopwatch.GetElapsedTime(since).TotalSeconds:f0}/s, {faults.Count} faults"));
                    }
                }
            }
        }
    }

    private static Random RandomOf(int seed, long index) => new(unchecked((int)((seed * 0x9E3779B1L) ^ (index * 0x85EBCA77L) ^ (index >> 15))));

    private static HttpClient CreateClient() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, EnableMultipleHttp2Connections = true, UseCookies = false })
    {
        Timeout = s_timeout,
    };

    private async Task<Outcome> SendAsync(HttpClient client, IFuzzTarget target, FuzzInput input, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(input.Method), AddressOf(input.Path))
        {
            Version = target.HttpVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = input.Method == "GET" ? null : new ByteArrayContent(input.Body),
        };
        foreach (var (name, value) in input.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await response.Content.CopyToAsync(Stream.Null, cancellationToken);
            return target.Judge(response);
        }
        catch (HttpProtocolException exception)
        {
            return new Outcome($"reset {exception.ErrorCode}");
        }
        catch (HttpRequestException exception) when (exception.InnerException is HttpProtocolException reset)
        {
            return new Outcome($"reset {reset.ErrorCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new Outcome("none", $"no answer: {exception.Message} {exception.InnerException?.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Outcome("none", $"no answer in {s_timeout.TotalSeconds} s");
        }
    }

    // Sent as it is written: nothing is escaped or shortened.
    private Uri AddressOf(string path) => new($"http://127.0.0.1:{port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private string Keep(IFuzzTarget target, int seed, string kind, long index, FuzzInput input)
    {
        if (findings is null)
        {
            return "";
        }

        Directory.CreateDirectory(findings);
        var path = Path.Combine(findings, $"{target.Name}-{seed}-{kind}-{index}.bin");
        File.WriteAllBytes(path, input.Body);
        return $" (body in {path})";
    }
}
