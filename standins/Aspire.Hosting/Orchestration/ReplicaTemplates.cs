using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration;

/// <summary>The placeholders in values that differ from replica to replica, as Aspire writes them.</summary>
internal static partial class ReplicaTemplates
{
    /// <summary>Stands for the port on which a replica serves an endpoint.</summary>
    public static string PortOf(string endpoint) => $$$"""{{- portForServing "{{{endpoint}}}" -}}""";

    /// <summary>Fills the placeholders in for one replica.</summary>
    /// <param name="value">A value of an argument or a variable.</param>
    /// <param name="resource">The resource's name: the service name in telemetry.</param>
    /// <param name="suffix">The replica's own part of its id: the service instance in telemetry.</param>
    /// <param name="endpoints">What this replica serves.</param>
    public static string Fill(string value, string resource, string suffix, IReadOnlyList<ReplicaEndpoint> endpoints) =>
        Placeholders().Replace(value, match => match.Groups["what"].Value switch
        {
            "otel-service-name" => resource,
            "otel-service-instance-id" => suffix,
            var endpoint => (endpoints.FirstOrDefault(e => e.Name == endpoint)
                ?? throw new DistributedApplicationException($"Resource '{resource}' has no endpoint '{endpoint}'.")).Port.ToString(CultureInfo.InvariantCulture),
        });

    [GeneratedRegex("""\{\{- (?:portForServing|index \.Annotations) "(?<what>[^"]*)" -\}\}""")]
    private static partial Regex Placeholders();
}
