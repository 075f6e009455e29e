namespace WsAspire.ServiceDefaults.Branching;

/// <summary>The pause before the next attempt: it doubles from 0.1 s to 5 s, and each is drawn between half and the whole of that, so that many who lost the same do not come back at once.</summary>
public sealed class Backoff
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = s_first;

    /// <summary>The pause before the next attempt.</summary>
    /// <param name="draw">A number from 0 to 1.</param>
    public TimeSpan Next(double draw)
    {
        var pause = _next * (0.5 + (draw / 2));
        _next = _next * 2 < s_longest ? _next * 2 : s_longest;
        return pause;
    }

    /// <summary>Begins with the shortest again.</summary>
    public void Reset() => _next = s_first;
}
