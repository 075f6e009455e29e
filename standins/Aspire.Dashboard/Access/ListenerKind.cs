namespace Aspire.Dashboard.Access;

/// <summary>What comes through a listener.</summary>
internal enum ListenerKind
{
    /// <summary>Browsers.</summary>
    Page,

    /// <summary>Telemetry over gRPC.</summary>
    OtlpGrpc,

    /// <summary>Telemetry over HTTP.</summary>
    OtlpHttp,
}
