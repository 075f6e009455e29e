using System.Security.Cryptography;
using Envoy.Service.Discovery.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace WsAspire.Branching.Xds;

/// <summary>A resource as it goes to a proxy: made once, sent to many.</summary>
public sealed class XdsResource
{
    private const int VersionBytes = 8;

    private XdsResource(string name, string version, Resource message)
    {
        Name = name;
        Version = version;
        Message = message;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its version, made from its content, so that two control planes, and one that was restarted, agree: the first 16 hexadecimal digits of SHA-256.</summary>
    public string Version { get; }

    /// <summary>The message of the protocol. Not to be changed.</summary>
    public Resource Message { get; }

    /// <summary>Packs a message.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">The message; it is not kept.</param>
    public static XdsResource Create(string name, IMessage content)
    {
        var bytes = content.ToByteArray();
        var version = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, VersionBytes));
        var packed = new Any { TypeUrl = TypeUrls.Of(content.Descriptor), Value = UnsafeByteOperations.UnsafeWrap(bytes) };
        return new XdsResource(name, version, new Resource { Name = name, Version = version, Resource_ = packed });
    }
}
