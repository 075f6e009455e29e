using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>What the JSON face has to know of a method's route; found out once.</summary>
internal sealed partial class JsonMethod
{
    private static readonly ConditionalWeakTable<GrpcJsonTranscodingMetadata, JsonMethod> s_methods = [];

    private JsonMethod(GrpcJsonTranscodingMetadata metadata)
    {
        Input = metadata.MethodDescriptor.InputType;
        IsStreaming = metadata.MethodDescriptor.IsServerStreaming;
        Body = metadata.HttpRule.Body;
        BodyField = Body is "" or "*" ? null : Input.FindFieldByName(Body);
        var isRaw = Body == "*" ? IsRawBody(Input) : BodyField is { FieldType: FieldType.Message } field && IsRawBody(field.MessageType);
        TakesBody = Body.Length > 0;
        TakesJson = TakesBody && !isRaw;
        WritesJson = !IsRawBody(metadata.MethodDescriptor.OutputType);
        BlankBody = BodyField is { IsRepeated: true, IsMap: false } ? "[]"u8.ToArray() : "{}"u8.ToArray();
        RouteFields = [.. Variables().Matches(Pattern(metadata.HttpRule)).Select(variable => variable.Groups[1].Value)];
        if (metadata.HttpRule.PatternCase == HttpRule.PatternOneofCase.Patch && BodyField is { FieldType: FieldType.Message, IsRepeated: false })
        {
            var masks = Input.Fields.InDeclarationOrder().Where(field => IsMask(field)).ToArray();
            Mask = masks.Length == 1 ? masks[0] : null;
        }
    }

    /// <summary>The request.</summary>
    public MessageDescriptor Input { get; }

    /// <summary>The rule's body: <c>*</c>, the name of a field, or empty.</summary>
    public string Body { get; }

    /// <summary>The field that the body is; null where it is none, or the whole request.</summary>
    public FieldDescriptor? BodyField { get; }

    /// <summary>Whether a body is read at all.</summary>
    public bool TakesBody { get; }

    /// <summary>Whether the body is JSON; otherwise it is a <c>google.api.HttpBody</c>.</summary>
    public bool TakesJson { get; }

    /// <summary>Whether the answer is JSON; otherwise it is a <c>google.api.HttpBody</c>.</summary>
    public bool WritesJson { get; }

    /// <summary>Whether the answer is a line for each message.</summary>
    public bool IsStreaming { get; }

    /// <summary>What stands for an empty body.</summary>
    public byte[] BlankBody { get; }

    /// <summary>Fields that the path sets.</summary>
    public IReadOnlyList<string> RouteFields { get; }

    /// <summary>The field mask of a PATCH whose body is a resource; null elsewhere.</summary>
    public FieldDescriptor? Mask { get; }

    public static JsonMethod Of(GrpcJsonTranscodingMetadata metadata) => s_methods.GetValue(metadata, static metadata => new JsonMethod(metadata));

    private static bool IsRawBody(MessageDescriptor type) => type.FullName == HttpBody.Descriptor.FullName;

    private static bool IsMask(FieldDescriptor field) =>
        field is { FieldType: FieldType.Message, IsRepeated: false } && field.MessageType.FullName == FieldMask.Descriptor.FullName;

    private static string Pattern(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => rule.Get,
        HttpRule.PatternOneofCase.Put => rule.Put,
        HttpRule.PatternOneofCase.Post => rule.Post,
        HttpRule.PatternOneofCase.Delete => rule.Delete,
        HttpRule.PatternOneofCase.Patch => rule.Patch,
        HttpRule.PatternOneofCase.Custom => rule.Custom.Path,
        _ => "",
    };

    [GeneratedRegex(@"\{([^=}]+)")]
    private static partial Regex Variables();
}
