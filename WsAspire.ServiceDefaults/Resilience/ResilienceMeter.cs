namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>The meter of this part.</summary>
internal static class ResilienceMeter
{
    public const string Name = "WsAspire.Resilience";
}
