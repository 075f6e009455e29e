using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using WsAspire.Branching.Xds;

namespace WsAspire.Branching.Tests.Xds;

public sealed class NodeMetadataTests
{
    [Theory]
    [InlineData("host.docker.internal", "host.docker.internal")]
    [InlineData("", null)]
    [InlineData("a b", null)]
    [InlineData("a:80", null)]
    public void HostOf_IsAHostNameOrNothing(string text, string? host) =>
        Assert.Equal(host, NodeMetadata.HostOf(new Node { Metadata = new Struct { Fields = { [NodeMetadata.HostKey] = Value.ForString(text) } } }));

    [Fact]
    public void HostOf_WhereNothingIsSaid_IsNull()
    {
        Assert.Null(NodeMetadata.HostOf(null));
        Assert.Null(NodeMetadata.HostOf(new Node()));
        Assert.Null(NodeMetadata.HostOf(new Node { Metadata = new Struct { Fields = { [NodeMetadata.HostKey] = Value.ForNumber(1) } } }));
    }
}
