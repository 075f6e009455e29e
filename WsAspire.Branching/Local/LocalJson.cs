using System.Text.Json.Serialization;

namespace WsAspire.Branching.Local;

/// <summary>The JSON of files and lines that processes of one machine exchange; written without reflection, so that commands start fast.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunningSystem))]
[JsonSerializable(typeof(BranchRequest))]
[JsonSerializable(typeof(BranchReply))]
[JsonSerializable(typeof(Overview))]
public sealed partial class LocalJson : JsonSerializerContext;
