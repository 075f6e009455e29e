using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Shows a caller what he sent: as JSON, so without control characters, and short.</summary>
internal static class JsonText
{
    private const int MaxRunes = 50;
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Show(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => Quote(json.GetString()!),
        _ => Shorten(json.GetRawText()),
    };

    public static string Quote(string text) => JsonSerializer.Serialize(Shorten(text), s_readable);

    /// <summary>The text as a JSON string, all of it.</summary>
    public static string Whole(string text) => JsonSerializer.Serialize(text, s_readable);

    private static string Shorten(string text)
    {
        if (text.Length <= MaxRunes)
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(MaxRunes))
        {
            shown.Append(rune.ToString());
        }

        return shown.Append('…').ToString();
    }
}
