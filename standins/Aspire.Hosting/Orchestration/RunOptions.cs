using System.Globalization;

namespace Aspire.Hosting.Orchestration;

/// <summary>How to run, from the AppHost's configuration.</summary>
/// <param name="RandomizePorts">Whether proxied endpoints take random ports instead of the model's (<c>DcpPublisher:RandomizePorts</c>, as in tests).</param>
/// <param name="ShowConsole">Whether people read along (<c>StandIn:Console</c>, default true; false in tests).</param>
/// <param name="BuildTime">How long the build before us took (<c>WS_BUILD_MS</c>); null when nobody said.</param>
/// <param name="BuiltAt">When that build ended (<c>WS_BUILT_AT_MS</c>, since 1970); null when nobody said.</param>
internal sealed record RunOptions(bool RandomizePorts, bool ShowConsole, TimeSpan? BuildTime, DateTimeOffset? BuiltAt = null)
{
    /// <summary>Reads the options.</summary>
    public static RunOptions From(IConfiguration configuration) => new(
        bool.TryParse(configuration["DcpPublisher:RandomizePorts"], out var random) && random,
        !bool.TryParse(configuration["StandIn:Console"], out var console) || console,
        double.TryParse(configuration["WS_BUILD_MS"], CultureInfo.InvariantCulture, out var ms) ? TimeSpan.FromMilliseconds(ms) : null,
        long.TryParse(configuration["WS_BUILT_AT_MS"], CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);

    /// <summary>When our own part began. A script that becomes us by exec has our process id, and began before its build.</summary>
    public DateTimeOffset Began(DateTimeOffset processStart) => BuiltAt > processStart ? BuiltAt.Value : processStart;
}
