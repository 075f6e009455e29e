using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration;

/// <summary>The placeholders in values that differ from replica to replica, as ProjectEnvironment writes them.</summary>
internal static partial class ReplicaTemplates
{
    /// <summary>Fills the placeholders in for one replica.</summary>
    /// <param name="value">A value of an argument or a variable.</param>
    /// <param name="resource">The resource's name, for the error.</param>
    /// <param name="suffix">The replica's own part of its id: the service instance in telemetry.</param>
    /// <param name="endpoints">What this replica serves.</param>
    public static string Fill(string value, string resource, string suffix, IReadOnlyList<ReplicaEndpoint> endpoints) =>
        Placeholders().Replace(value, match => match.Groups["what"].Value switch
        {
            "otel-service-instance-id" => suffix,
            var endpoint => (endpoints.FirstOrDefault(e => e.Name == endpoint)
                ?? throw new DistributedApplicationException($"Resource '{resource}' has no endpoint '{endpoint}'.")).Port.ToString(CultureInfo.InvariantCulture),
        });

    [GeneratedRegex("""\{\{- (?:portForServing|index \.Annotations) "(?<what>[^"]*)" -\}\}""")]
    private static partial Regex Placeholders();
}
