using System.ComponentModel.DataAnnotations;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>The section <c>Transcoding</c>: the JSON face of gRPC methods.</summary>
public sealed class TranscodingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Transcoding";

    /// <summary>Bytes that a JSON body may have, 1 to 1 GiB. 4 MiB by default, as for a gRPC message; above: 413.</summary>
    [Range(1, 1 << 30)]
    public int MaxBodySize { get; set; } = 4 << 20;

    /// <summary>Whether a body without content type, as a form (curl's default) or as text is taken as JSON. True by default.</summary>
    [Reloadable]
    public bool LenientContentType { get; set; } = true;
}
