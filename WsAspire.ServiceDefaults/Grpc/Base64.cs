namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Base64 in its other spellings: the alphabet for URLs, and without padding.</summary>
internal static class Base64
{
    /// <summary>Spells a text in the standard alphabet with padding. What is no base64 stays no base64.</summary>
    public static string ToStandard(string text)
    {
        if (!text.AsSpan().ContainsAny('-', '_') && text.Length % 4 == 0)
        {
            return text;
        }

        var standard = text.Replace('-', '+').Replace('_', '/');
        return (standard.Length % 4) switch
        {
            2 => standard + "==",
            3 => standard + "=",
            _ => standard,
        };
    }
}
