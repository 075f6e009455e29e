using System.Globalization;
using System.Text.RegularExpressions;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Cost;

/// <summary>Asks as often as it is answered, on two connections, by the program <c>wrk</c>.</summary>
internal static partial class Wrk
{
    /// <summary>Loads a door for some seconds.</summary>
    /// <param name="door">Where.</param>
    /// <param name="branch">The header.</param>
    /// <param name="seconds">How long.</param>
    /// <returns>Median and 99th percentile in microseconds, and requests per second.</returns>
    public static async Task<(double P50, double P99, double PerSecond)> RunAsync(Uri door, string branch, int seconds)
    {
        await using var wrk = LeashedProcess.Start("wrk", ["-t1", "-c2", $"-d{seconds}s", "--latency", "-H", $"branch: {branch}", new Uri(door, "visit").ToString()]);
        await wrk.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(wrk.ExitCode == 0 && !wrk.Output.Contains("Non-2xx", StringComparison.Ordinal), wrk.Output);
        return (Time("50%", wrk.Output), Time("99%", wrk.Output), double.Parse(PerSecond().Match(wrk.Output).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    // Such as "     50%  389.00us".
    private static double Time(string percentile, string output)
    {
        var match = Regex.Match(output, $@"{percentile}\s+([0-9.]+)(us|ms|s)");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "us" => 1, "ms" => 1000, _ => 1_000_000 };
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex PerSecond();
}
