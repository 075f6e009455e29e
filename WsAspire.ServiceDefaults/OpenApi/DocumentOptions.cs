namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>The section <c>OpenApi</c>: the document of the HTTP face, and the page to try it.</summary>
public sealed class DocumentOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "OpenApi";

    /// <summary>Whether <c>/openapi/v1.json</c> and <c>/scalar</c> are served. True by default; read at start.</summary>
    public bool Enabled { get; set; } = true;
}
