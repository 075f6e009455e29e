using System.Globalization;

namespace WsAspire.Fuzz.Slow;

/// <summary>How long calls took.</summary>
/// <param name="Milliseconds">Each of them, ascending.</param>
/// <param name="Failed">What went wrong with the others.</param>
internal sealed record Latencies(IReadOnlyList<double> Milliseconds, IReadOnlyList<string> Failed)
{
    public double At(double share) => Milliseconds.Count == 0 ? double.NaN : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(Milliseconds.Count * share))];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Milliseconds.Count} answered, {Failed.Count} failed{(Failed.Count > 0 ? $" ({Failed[0]})" : "")}; p50 {At(0.5):f2} ms, p99 {At(0.99):f2} ms, max {At(1):f1} ms");
}
