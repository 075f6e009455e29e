namespace WsAspire.ServiceDefaults.Web;

/// <summary>The section <c>GrpcWeb</c>: gRPC for browsers, over HTTP/1.1 and HTTP/2.</summary>
public sealed class GrpcWebOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "GrpcWeb";

    /// <summary>Whether every gRPC service takes gRPC-Web too. True by default; read at start.</summary>
    public bool Enabled { get; set; } = true;
}
