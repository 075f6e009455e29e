namespace Aspire.Dashboard.Apis;

/// <summary>Times as pages have them.</summary>
internal static class Milliseconds
{
    /// <summary>Nanoseconds as milliseconds, exact to a microsecond also for times since 1970.</summary>
    public static double Of(long nanoseconds) => nanoseconds / 1_000 / 1e3;
}
