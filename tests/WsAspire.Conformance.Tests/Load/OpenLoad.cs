using System.Collections.Concurrent;
using System.Diagnostics;

namespace WsAspire.Conformance.Tests.Load;

/// <summary>Requests at a rate that does not wait for answers, so that one that hangs delays no other.</summary>
public sealed class OpenLoad : IAsyncDisposable
{
    private readonly ConcurrentQueue<LoadAnswer> _answers = [];
    private readonly ConcurrentDictionary<Task, bool> _open = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Func<int, Task<string>> _send;
    private readonly Task _running;

    /// <summary>Starts it.</summary>
    /// <param name="perSecond">Requests of a second; what a slow machine is late with it makes up for.</param>
    /// <param name="send">Sends the request of a number, and tells who answered.</param>
    public OpenLoad(int perSecond, Func<int, Task<string>> send)
    {
        _send = send;
        _running = Task.Run(() => RunAsync(perSecond));
    }

    /// <summary>Time since its start.</summary>
    public TimeSpan Now => _clock.Elapsed;

    /// <summary>What was answered so far.</summary>
    public IReadOnlyCollection<LoadAnswer> Answers => _answers;

    /// <summary>Waits until as many more are answered.</summary>
    public Task MoreAsync(int count)
    {
        var enough = _answers.Count + count;
        return Until.TrueAsync(() => Task.FromResult(_answers.Count >= enough || _running.IsFaulted));
    }

    /// <summary>Stops it, and waits for all answers.</summary>
    /// <returns>The answers, in the order in which the requests were sent.</returns>
    public async Task<IReadOnlyList<LoadAnswer>> StopAsync()
    {
        await _end.CancelAsync();
        await _running;
        await Task.WhenAll(_open.Keys);
        return [.. _answers.OrderBy(answer => answer.Started)];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
    }

    private async Task RunAsync(int perSecond)
    {
        for (var number = 0; !_end.IsCancellationRequested; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / perSecond);
            if (due > _clock.Elapsed)
            {
                await Task.Delay(due - _clock.Elapsed, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var request = SendAsync(number);
            _open[request] = true;
            _ = request.ContinueWith(done => _open.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task SendAsync(int number)
    {
        await Task.Yield();
        var started = _clock.Elapsed;
        try
        {
            var way = await _send(number);
            _answers.Enqueue(new LoadAnswer(started, _clock.Elapsed - started, way, null));
        }
        catch (Exception exception)
        {
            _answers.Enqueue(new LoadAnswer(started, _clock.Elapsed - started, null, exception.Message));
        }
    }
}
