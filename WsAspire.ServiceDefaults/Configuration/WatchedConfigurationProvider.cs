using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Values of a file or folder that may change while the service runs. At start a fault is an error; later the last good values stay.</summary>
/// <remarks>
/// It asks twice a second for the state on disk, which a watcher of the system misses where links are swapped (the way of Kubernetes) or the file
/// system is remote: some microseconds each time. A change is read when it has been still for 100 ms: an edit in place is not read half done.
/// </remarks>
internal abstract class WatchedConfigurationProvider : ConfigurationProvider, IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_still = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private string? _read;
    private string? _seen;
    private bool _disposed;

    protected WatchedConfigurationProvider(string name)
    {
        Name = name;
        _timer = new Timer(static state => ((WatchedConfigurationProvider)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Name to show, such as <c>config/conf.yaml</c>.</summary>
    public string Name { get; }

    /// <summary>The keys that it holds.</summary>
    public IEnumerable<string> Keys => Data.Keys;

    /// <summary>Why the last change was not taken over; null when it was.</summary>
    public string? LastFault { get; private set; }

    public override void Load()
    {
        _read = _seen = Stamp();
        Data = Guarded();
        Next(s_interval);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    /// <summary>Tells two states on disk apart, at little cost.</summary>
    protected abstract string Stamp();

    /// <summary>Reads all values.</summary>
    /// <exception cref="InvalidDataException">They are malformed; the text says where.</exception>
    protected abstract Dictionary<string, string?> Read();

    /// <summary>State of one file. Kubernetes swaps the link <c>..data</c> beside it.</summary>
    protected static string StampOf(string path)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        var link = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(path)!, "..data")).LinkTarget;
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        return $"{link}|{file.FullName}|{file.LastWriteTimeUtc.Ticks}|{file.Length}";
    }

    private void Look()
    {
        var next = s_interval;
        try
        {
            var stamp = Stamp();
            if (stamp != _read)
            {
                if (stamp == _seen)
                {
                    _read = stamp;
                    TakeOver();
                }
                else
                {
                    next = s_still;
                }
            }

            _seen = stamp;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It changes under our hands; the next look sees more.
        }

        Next(next);
    }

    private void TakeOver()
    {
        try
        {
            Data = Guarded();
            LastFault = null;
        }
        catch (InvalidDataException exception)
        {
            LastFault = exception.Message;
        }

        try
        {
            OnReload();
        }
        catch (AggregateException exception)
        {
            // All listeners were told, and one of them refused; once more, for the one that logs.
            LastFault ??= $"{Name}: {exception.GetBaseException().Message}";
            TellAgain();
        }
    }

    private void TellAgain()
    {
        try
        {
            OnReload();
        }
        catch (AggregateException)
        {
            // The same one.
        }
    }

    private Dictionary<string, string?> Guarded()
    {
        try
        {
            return Read();
        }
        catch (Exception exception) when (exception is not InvalidDataException)
        {
            // Nothing may leave the timer's thread.
            throw new InvalidDataException($"{Name}: cannot be read: {exception.Message}", exception);
        }
    }

    private void Next(TimeSpan due)
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _timer.Change(due, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
