using System.Security.Cryptography;
using Aspire.Dashboard;

namespace Aspire.Hosting.Orchestration;

/// <summary>Whether a run has a dashboard, and where. It is made before the model, parts of which ask the configuration where telemetry goes and by what key.</summary>
/// <remarks>
/// Addresses come from <c>ASPNETCORE_URLS</c>, <c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c> and <c>ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL</c>, or from the AppHost's launch profile; an
/// AppHost without either has no dashboard. <c>--dashboard false</c> switches it off.
/// </remarks>
/// <param name="Options">Where it shall be; null for no dashboard.</param>
/// <param name="Wanted">The addresses that were asked for; a port that is taken becomes another.</param>
/// <param name="Fault">Why there is none although it is wanted; null where all is well.</param>
internal sealed record DashboardPlan(DashboardOptions? Options, IReadOnlyList<Uri> Wanted, string? Fault)
{
    /// <summary>Where telemetry goes over gRPC.</summary>
    public const string GrpcKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>Where telemetry goes over HTTP.</summary>
    public const string HttpKey = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    /// <summary>What who sends telemetry has to know.</summary>
    public const string ApiKey = "AppHost:OtlpApiKey";

    private const string PageKey = "ASPNETCORE_URLS";
    private static readonly DashboardPlan s_none = new(null, [], null);

    /// <summary>Makes the plan, and writes into the configuration where telemetry goes.</summary>
    public static DashboardPlan Make(IConfiguration configuration, bool isDisabled, string appHostDirectory, string applicationName)
    {
        if (isDisabled)
        {
            return s_none;
        }

        if (string.Equals(configuration["dashboard"], "false", StringComparison.OrdinalIgnoreCase))
        {
            // A launch profile may name an address at which nobody is now.
            configuration[GrpcKey] = "";
            return s_none;
        }

        try
        {
            var profile = LaunchProfileAnnotation.Find(new AppHostProject(Path.Combine(appHostDirectory, "AppHost")), null, configuration)?.Profile;
            if (Url(configuration[PageKey] ?? profile?.ApplicationUrl) is not { } page)
            {
                return s_none;
            }

            var grpc = Url(Given(GrpcKey)) ?? new Uri("http://localhost:0");
            var http = Url(Given(HttpKey));
            DashboardOptions options = new()
            {
                Page = page,
                OtlpGrpc = Take(grpc),
                OtlpHttp = http is null ? null : Take(http),
                BrowserToken = configuration["AppHost:BrowserToken"] ?? configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"],
                OtlpApiKey = configuration[ApiKey] is { Length: > 0 } key ? key : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                ApplicationName = applicationName.Replace(".AppHost", "", StringComparison.Ordinal),
            };
            Tell(configuration, options.OtlpGrpc, options.OtlpHttp, options.OtlpApiKey);
            return new(options, [page, grpc, .. http is null ? Array.Empty<Uri>() : [http]], null);

            string? Given(string name) => configuration[name] ?? profile?.EnvironmentVariables.GetValueOrDefault(name);
        }
        catch (Exception exception) when (exception is FormatException or System.Text.Json.JsonException or IOException)
        {
            return s_none with { Fault = exception.Message };
        }
    }

    /// <summary>Writes into the configuration where telemetry goes.</summary>
    public static void Tell(IConfiguration configuration, Uri grpc, Uri? http, string key) => (configuration[GrpcKey], configuration[HttpKey], configuration[ApiKey]) = (
        grpc.GetLeftPart(UriPartial.Authority), http?.GetLeftPart(UriPartial.Authority), key);

    private static Uri Take(Uri url) => url.Port > 0 && PortAllocator.TryTake(url.Port) ? url : new UriBuilder(url) { Port = new PortAllocator().Next() }.Uri;

    private static Uri? Url(string? text) => text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var first, ..] ? null
        : Uri.TryCreate(first, UriKind.Absolute, out var url) ? url : throw new FormatException($"'{first}' is no address such as http://localhost:15100.");

    private sealed class AppHostProject(string path) : IProjectMetadata
    {
        public string ProjectPath => path;
    }
}
