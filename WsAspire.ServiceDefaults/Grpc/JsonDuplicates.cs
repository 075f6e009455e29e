using System.Text.Json;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Finds a name that is twice in one object: the library would take the last, and a proxy in front may have judged the first.</summary>
internal static class JsonDuplicates
{
    private const int FewNames = 32;

    /// <summary>Says whether any object has a name twice. False for what is not JSON: the library says that.</summary>
    public static bool Exist(ReadOnlySpan<byte> json)
    {
        try
        {
            return FewExist(json) ?? ManyExist(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // Without an allocation; null where more names are open at a time than it holds, or one is escaped.
    private static bool? FewExist(ReadOnlySpan<byte> json)
    {
        Span<(int Start, int Length)> names = stackalloc (int, int)[FewNames];
        Span<int> objects = stackalloc int[FewNames];
        var count = 0;
        var depth = 0;
        var reader = new Utf8JsonReader(json);
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
        var reader = new Utf8JsonReader(json);
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
            else if (reader.TokenType == JsonTokenType.PropertyName && !objects.Peek().Add(reader.GetString()!))
            {
                return true;
            }
        }

        return false;
    }
}
