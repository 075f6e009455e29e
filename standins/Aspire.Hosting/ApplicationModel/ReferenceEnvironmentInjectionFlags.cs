namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which variables a reference gives.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>ConnectionStrings__name</c></summary>
    ConnectionString = 1,

    /// <summary><c>NAME_HOST</c>, <c>NAME_PORT</c> and so on.</summary>
    ConnectionProperties = 2,

    /// <summary><c>services__name__endpoint__0</c></summary>
    ServiceDiscovery = 4,

    /// <summary><c>NAME_ENDPOINT</c></summary>
    Endpoints = 8,

    /// <summary>All of them.</summary>
    All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
}
