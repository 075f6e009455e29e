using System.Text;
using System.Text.Json;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Finds what the library would take, though it should not: a name that is twice in one object (it would take the last, and a proxy in front may
/// have judged the first), an empty name, and nesting that it could not write in an answer.</summary>
internal static class JsonDoubts
{
    /// <summary>How deep JSON may be nested. The library reads 64 levels and writes as many, but an answer that holds what was asked may have two more: an echo would fail.</summary>
    public const int MaxDepth = 60;

    private const int FewNames = 32;
    private static readonly JsonReaderOptions s_bounded = new() { MaxDepth = MaxDepth };

    /// <summary>Says whether the body needs a closer look. True for what is not JSON.</summary>
    public static bool Exist(ReadOnlySpan<byte> json)
    {
        json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        try
        {
            return FewExist(json) ?? ManyExist(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    // Without an allocation; null where more names are open at a time than it holds, or one is escaped.
    private static bool? FewExist(ReadOnlySpan<byte> json)
    {
        Span<(int Start, int Length)> names = stackalloc (int, int)[FewNames];
        Span<int> objects = stackalloc int[FewNames];
        var count = 0;
        var depth = 0;
        var reader = new Utf8JsonReader(json, s_bounded);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when depth == FewNames:
                    return null;
                case JsonTokenType.StartObject:
                    objects[depth++] = count;
                    break;
                case JsonTokenType.EndObject:
                    count = objects[--depth];
                    break;
                case JsonTokenType.PropertyName when reader.ValueSpan.IsEmpty:
                    return true;
                case JsonTokenType.PropertyName when count == FewNames || reader.ValueIsEscaped:
                    return null;
                case JsonTokenType.PropertyName:
                    for (var i = objects[depth - 1]; i < count; i++)
                    {
                        if (json.Slice(names[i].Start, names[i].Length).SequenceEqual(reader.ValueSpan))
                        {
                            return true;
                        }
                    }

                    names[count++] = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                    break;
            }
        }

        return false;
    }

    private static bool ManyExist(ReadOnlySpan<byte> json)
    {
        var objects = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(json, s_bounded);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                objects.Push(new HashSet<string>(StringComparer.Ordinal));
            }
            else if (reader.TokenType == JsonTokenType.EndObject)
            {
                objects.Pop();
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && (reader.ValueSpan.IsEmpty || !objects.Peek().Add(reader.GetString()!)))
            {
                return true;
            }
        }

        return false;
    }
}
