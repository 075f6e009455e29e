using System.Net;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using WsAspire.Branching.Routing;

namespace WsAspire.Branching.Tests.Xds;

/// <summary>Branches to make resources of, and what JSON the resources are.</summary>
internal static class Branches
{
    private static readonly JsonFormatter s_json = new(new JsonFormatter.Settings(false, TypeRegistry.FromFiles(
        Envoy.Extensions.Upstreams.Http.V3.HttpProtocolOptionsReflection.Descriptor)).WithPreserveProtoFieldNames(true));

    public static BranchInstance At(int port, string address = "127.0.0.1", bool isDebugging = false) => new(IPAddress.Parse(address), port, isDebugging);

    public static BranchEndpoints Of(string branch, BranchInstance[] instances, params BranchInstance[] ofDefault) => new("ws-order", branch, instances, "test", ofDefault);

    public static JsonNode ToJson(IMessage message) => JsonNode.Parse(s_json.Format(message))!;

    public static void AssertJson(string expected, IMessage message) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), ToJson(message)), ToJson(message).ToString());
}
