using System.Buffers;

namespace WsGateway.Proxy;

/// <summary>The body of a request: read once, as it is asked for, and kept as long as it is short enough to be sent again.</summary>
/// <remarks>Attempts follow one another, and the copying of one that failed may still be at it: only the last one gets data, and what it waits for is read on behalf of the next.</remarks>
/// <param name="source">The body as it comes.</param>
/// <param name="ended">Is told when it has come to its end.</param>
internal sealed class RepeatableBody(Stream source, Action ended) : IAsyncDisposable
{
    private const int Limit = 64 * 1024;
    private const int FirstSize = 4096;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private byte[] _kept = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;
    private bool _hasEnded;
    private bool _isPassing;
    private int _attempt;
    private Task? _reading;

    /// <summary>Whether all that was read is there to be sent again.</summary>
    public bool CanRepeat => !_isPassing;

    /// <summary>Why it could not be read; null where it could.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Begins an attempt, and ends the one before it.</summary>
    /// <exception cref="IOException">It is too long to be sent again.</exception>
    public int Begin()
    {
        lock (_lock)
        {
            return CanRepeat ? ++_attempt : throw new IOException("The body is too long to be sent again.");
        }
    }

    /// <summary>Reads on.</summary>
    /// <param name="attempt">For which attempt.</param>
    /// <param name="position">How much that one has.</param>
    /// <param name="target">Takes the data.</param>
    /// <param name="cancellationToken">Ends the attempt's waiting.</param>
    /// <returns>0 at the end.</returns>
    public async ValueTask<int> ReadAsync(int attempt, long position, Memory<byte> target, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task reading;
            lock (_lock)
            {
                if (attempt != _attempt)
                {
                    throw new IOException("Another attempt goes on.");
                }

                if (position < _length)
                {
                    var count = (int)Math.Min(target.Length, _length - position);
                    _kept.AsSpan((int)position, count).CopyTo(target.Span);
                    return count;
                }

                if (_hasEnded)
                {
                    return 0;
                }

                _isPassing = _length >= Limit;
                if (!_isPassing && _reading is not { IsCompletedSuccessfully: false })
                {
                    _reading = FillAsync();
                }

                reading = _reading ?? Task.CompletedTask;
            }

            if (_isPassing)
            {
                return await PassAsync(target, cancellationToken);
            }

            await reading.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the reading.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Task? reading;
        lock (_lock)
        {
            _attempt = -1;
            reading = _reading;
        }

        if (reading is not null)
        {
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        ArrayPool<byte>.Shared.Return(_kept);
        _end.Dispose();
    }

    private async Task FillAsync()
    {
        if (_length == _kept.Length)
        {
            var longer = ArrayPool<byte>.Shared.Rent(_kept.Length * 2);
            lock (_lock)
            {
                _kept.CopyTo(longer, 0);
                ArrayPool<byte>.Shared.Return(_kept);
                _kept = longer;
            }
        }

        var read = await ReadSourceAsync(_kept.AsMemory(_length), _end.Token);
        lock (_lock)
        {
            _length += read;
        }
    }

    private async ValueTask<int> PassAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        return await ReadSourceAsync(target, either.Token);
    }

    private async ValueTask<int> ReadSourceAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        try
        {
            var read = await source.ReadAsync(target, cancellationToken);
            if (read == 0)
            {
                _hasEnded = true;
                ended();
            }

            return read;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Fault = exception;
            throw;
        }
    }
}
