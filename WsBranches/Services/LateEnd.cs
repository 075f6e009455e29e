namespace WsBranches.Services;

/// <summary>Follows the end of a stream a second later. A write that is cancelled resets the stream, and its status is lost: what is under way has that long to get through.</summary>
internal sealed class LateEnd : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _late = new();
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Follows an end.</summary>
    public LateEnd(CancellationToken end) => _registration = end.UnsafeRegister(static late => ((CancellationTokenSource)late!).CancelAfter(s_patience), _late);

    /// <summary>Is cancelled a second after the end.</summary>
    public CancellationToken Token => _late.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _late.Dispose();
    }
}
