using System.ComponentModel.DataAnnotations;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>The section <c>Transcoding</c>: the JSON face of gRPC methods.</summary>
public sealed class TranscodingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Transcoding";

    /// <summary>Bytes that a JSON body, or a gRPC message, may have, 1 to 1 GiB. 4 MiB by default; above: 413, RESOURCE_EXHAUSTED.</summary>
    [Range(1, 1 << 30)]
    public int MaxBodySize { get; set; } = 4 << 20;

    /// <summary>Whether a body without content type, as a form (curl's default) or as text is taken as JSON. True by default.</summary>
    [Reloadable]
    public bool LenientContentType { get; set; } = true;

    /// <summary>Whether a name in a JSON body that is no field is refused with 400 and named. False by default: it is skipped.</summary>
    [Reloadable]
    public bool Strict { get; set; }

    /// <summary>Whether the lines of a stream are <c>{"result":…}</c>, the last of a failed one <c>{"error":…}</c>, as grpc-gateway writes them. False by default: a line is the message,
    /// or the error, itself.</summary>
    [Reloadable]
    public bool WrapStreams { get; set; }

    /// <summary>Names, with commas between them, of headers of a JSON request that a method sees in <c>ServerCallContext.RequestHeaders</c>, besides those that always pass
    /// (docs/json.md) and <c>Grpc-Metadata-*</c>. <c>*</c> lets all pass. Empty by default.</summary>
    [Reloadable]
    public string RequestHeaders { get; set; } = "";

    /// <summary>Names, with commas between them, of trailers that a JSON answer carries under their own name; any other is called <c>Grpc-Trailer-{name}</c>.
    /// Empty by default.</summary>
    [Reloadable]
    public string ResponseTrailers { get; set; } = "";
}
