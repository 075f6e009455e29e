using System.Text.Json.Serialization;

namespace WsAspire.Cli;

/// <summary>The JSON that is read and printed here, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ExplainedService))]
[JsonSerializable(typeof(IReadOnlyList<BranchRow>))]
internal sealed partial class CliJson : JsonSerializerContext;
