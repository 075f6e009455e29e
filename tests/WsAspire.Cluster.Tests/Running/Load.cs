using System.Collections.Concurrent;

namespace WsAspire.Cluster.Tests.Running;

/// <summary>Requests at an even rate, each on its own, however long the ones before take.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _requests = [];
    private readonly Task _sending;

    /// <summary>Begins.</summary>
    /// <param name="perSecond">How many are begun in a second.</param>
    /// <param name="send">Sends one, by its number; null is a success, else what went wrong.</param>
    public Load(int perSecond, Func<int, Task<string?>> send) => _sending = SendAsync(perSecond, send);

    /// <summary>What went wrong, with the time since the start.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>How many were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Sends no more, and waits for the answers.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _sending;
        await Task.WhenAll(_requests);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
    }

    private async Task SendAsync(int perSecond, Func<int, Task<string?>> send)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        while (!_end.IsCancellationRequested)
        {
            var number = Sent++;
            _requests.Add(Task.Run(() => OneAsync(number, send, since)));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task OneAsync(int number, Func<int, Task<string?>> send, System.Diagnostics.Stopwatch since)
    {
        var began = since.Elapsed;
        string? failure;
        try
        {
            failure = await send(number);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            failure = exception.InnerException?.Message ?? exception.Message;
        }

        if (failure is not null)
        {
            Failures.Enqueue($"{began.TotalSeconds:f1} s, after {(since.Elapsed - began).TotalSeconds:f1} s: {failure}");
        }
    }
}
