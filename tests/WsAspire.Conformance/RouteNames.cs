namespace WsAspire.Conformance;

/// <summary>The two services: the first calls the second through its door.</summary>
public static class RouteNames
{
    public const string Bff = "ws-bff";
    public const string Order = "ws-order";
    public const string Default = "test";
}
