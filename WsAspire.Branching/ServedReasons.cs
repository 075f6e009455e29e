namespace WsAspire.Branching;

/// <summary>Spells reasons as they stand in the header <c>branch-served</c>.</summary>
public static class ServedReasons
{
    /// <summary>Spells a reason; empty where there is none.</summary>
    public static string ToText(this ServedReason reason) => reason switch
    {
        ServedReason.NoInstance => "no-instance",
        ServedReason.Unhealthy => "unhealthy",
        ServedReason.Invalid => "invalid",
        _ => "",
    };
}
