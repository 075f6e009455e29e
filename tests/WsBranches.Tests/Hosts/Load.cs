namespace WsBranches.Tests.Hosts;

/// <summary>One request after the other, in the background; each has to be answered 200.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _bodies = [];
    private readonly Task _running;
    private volatile string? _last;

    public Load(Func<Task<(int Status, string Body)>> send) => _running = RunAsync(send);

    /// <summary>Waits until it is answered by this body; fails at once where an answer was another than 200.</summary>
    public async Task SeesAsync(string body)
    {
        await Wait.UntilAsync(() => _running.IsFaulted || _last == body);
        if (_running.IsFaulted)
        {
            await _running;
        }
    }

    /// <summary>Stops it, and tells what answered, each time that it changed.</summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await _end.CancelAsync();
        await _running;
        return _bodies;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync(Func<Task<(int Status, string Body)>> send)
    {
        while (!_end.IsCancellationRequested)
        {
            var (status, body) = await send();
            Assert.Equal((200, body), (status, body));
            if (_bodies.Count == 0 || _bodies[^1] != body)
            {
                _bodies.Add(body);
            }

            _last = body;
        }
    }
}
