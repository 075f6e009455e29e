
namespace WsAspire.Hosting.Envoy;

/// <summary>Where a proxy sends its spans: to whom the services do, by OTLP over gRPC.</summary>
/// <param name="Address">The receiver.</param>
/// <param name="Header">The header that it wants to see, by its name; null where it wants none.</param>
/// <param name="Value">What has to be in it.</param>
internal sealed record EnvoyOtlp(EnvoyAddress Address, string? Header, string? Value)
{
    /// <summary>The variable of Envoy's environment that holds the value, so that no file and no argument does.</summary>
    public const string Variable = "OTLP_HEADER_VALUE";

    /// <summary>The key of the AppHost's configuration that names the receiver of a cluster, such as <c>http://otel-collector.observability:4317</c>; read when manifests are published.</summary>
    public const string ClusterKey = "Envoy:OtlpEndpoint";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string KeyHeader = "x-otlp-api-key";

    /// <summary>The dashboard, where there is one; else what the environment of the AppHost names, which services inherit; null where neither is, or it is not spoken to by gRPC without TLS.</summary>
    public static EnvoyOtlp? Of(IConfiguration configuration)
    {
        var (address, header) = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is { Length: > 0 } dashboard
            ? (dashboard, configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key ? $"{KeyHeader}={key}" : "")
            : (configuration[Endpoint], configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] is null or "" or "grpc" ? configuration["OTEL_EXPORTER_OTLP_HEADERS"] ?? "" : null);
        if (header is null || !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
        {
            return null;
        }

        var pair = header.Split(',', 2)[0].Split('=', 2);
        return new EnvoyOtlp(
            new EnvoyAddress(url.Host == "localhost" ? "127.0.0.1" : url.Host.Trim('[', ']'), url.Port),
            pair.Length == 2 ? pair[0].Trim() : null,
            pair.Length == 2 ? Uri.UnescapeDataString(pair[1].Trim()) : null);
    }

    /// <summary>The receiver of a cluster; null where none is named.</summary>
    /// <exception cref="DistributedApplicationException">It is no receiver that Envoy speaks to.</exception>
    public static EnvoyOtlp? OfCluster(IConfiguration configuration) => configuration[ClusterKey] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/", UserInfo: "" } => new EnvoyOtlp(new EnvoyAddress(url.Host.Trim('[', ']'), url.Port), null, null),
        var text => throw new DistributedApplicationException($"{ClusterKey}: '{text}': expected http://, a host and the port of OTLP over gRPC, such as http://otel-collector.observability:4317."),
    };

    /// <summary>Gives the value to the proxy.</summary>
    public void Set(EnvironmentCallbackContext context)
    {
        if (Value is not null)
        {
            EnvoyToken.Check("OTEL_EXPORTER_OTLP_HEADERS", Value);
            context.EnvironmentVariables[Variable] = Value;
        }
    }
}
