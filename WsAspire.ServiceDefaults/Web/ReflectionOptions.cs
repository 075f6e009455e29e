namespace WsAspire.ServiceDefaults.Web;

/// <summary>The section <c>Reflection</c>: lets grpcurl and the like ask for the contract.</summary>
public sealed class ReflectionOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Reflection";

    /// <summary>Whether gRPC reflection is served. Unset (the default): in development only. Read at start.</summary>
    public bool? Enabled { get; set; }
}
