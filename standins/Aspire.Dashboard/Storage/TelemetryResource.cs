namespace Aspire.Dashboard.Storage;

/// <summary>Who sent telemetry: a process of a service.</summary>
/// <param name="Name">Its <c>service.name</c>, which is the resource's name in the model; <c>unknown</c> where it does not say.</param>
/// <param name="Instance">Its <c>service.instance.id</c>; empty where it does not say.</param>
/// <param name="Attributes">All that it says of itself.</param>
internal sealed record TelemetryResource(string Name, string Instance, KeyValuePair<string, string>[] Attributes);
