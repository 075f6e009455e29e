using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace WsAspire.Fuzz.Inputs;

/// <summary>Makes JSON for a message: most of it fits, some of it does not.</summary>
internal sealed class JsonInput(Random random)
{
    private const int MaxDepth = 6;
    private readonly StringBuilder _text = new();

    private static readonly string[] s_odd =
    [
        "null", "true", "false", "0", "-0", "1e999", "-1e999", "1e-999", "NaN", "Infinity", "01", "+1", ".5", "1.", "0x10", "1.5", "-1", "2147483648", "9223372036854775808",
        "18446744073709551616", "-9223372036854775809", "123456789012345678901234567890", "\"\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\q\"", "\"\t\"",
        "[]", "{}", "[[]]", "[null]", "{\"\":{}}", "{\"a\":1,\"a\":2}", "tru", "nul", "'x'", "\"unterminated", "[1,]", "{\"a\":}", "{,}", "\"NaN\"", "\"-Infinity\"", "\"1e5\"", "\" 1\"",
        "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\"}", "{\"@type\":\"x/nothing.Known\",\"a\":1}", "{\"@type\":1}", "{\"value\":1,\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\"}",
    ];

    private static readonly string[] s_strings =
    [
        "", "a", "x y", "Ünïcödé", "\ud83c\udf4e", "\u0000", "\u202e", "\ufeff", "a/b", "..", "%2e", "0", "-1", "NaN", "true", "COLOR_RED", "RED", "red", "bytes=3", "bytes=-1", "AAAA", "A===", "-_-_", "2026-01-31T12:00:00Z",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "10000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-31T12:00:00+25:00", "1.5s", "-315576000000.999999999s", "315576000001s", "1e3s", "s", "a,b.c", "aB,,c", "_a",
    ];

    /// <summary>The text of a message.</summary>
    public static byte[] Make(Random random, MessageDescriptor message)
    {
        var input = new JsonInput(random);
        input.Message(message, 0);
        return Encoding.UTF8.GetBytes(input._text.ToString());
    }

    private void Message(MessageDescriptor message, int depth)
    {
        _text.Append('{');
        var fields = message.Fields.InDeclarationOrder();
        for (var n = random.Next(depth > MaxDepth ? 1 : 6); n > 0; n--)
        {
            Name(random.Next(20) == 0 || fields.Count == 0 ? Text() : Spell(fields[random.Next(fields.Count)]), out var name);
            Field(fields.FirstOrDefault(field => field.Name == name || field.JsonName == name), depth + 1);
            _text.Append(n > 1 || random.Next(200) == 0 ? "," : "");
        }

        _text.Append('}');
    }

    private string Spell(FieldDescriptor field) => random.Next(2) == 0 ? field.Name : field.JsonName;

    private void Name(string text, out string name)
    {
        name = text;
        _text.Append(JsonSerializer.Serialize(text)).Append(':');
    }

    private void Field(FieldDescriptor? field, int depth)
    {
        if (field is null || random.Next(12) == 0)
        {
            Odd();
        }
        else if (field.IsMap)
        {
            Map(field, depth);
        }
        else if (field.IsRepeated)
        {
            _text.Append('[');
            for (var n = random.Next(4); n > 0; n--)
            {
                Value(field, depth);
                _text.Append(n > 1 ? "," : "");
            }

            _text.Append(']');
        }
        else
        {
            Value(field, depth);
        }
    }

    private void Map(FieldDescriptor field, int depth)
    {
        _text.Append('{');
        for (var n = random.Next(4); n > 0; n--)
        {
            Name(random.Next(2) == 0 ? random.Next(-3, 3).ToString(CultureInfo.InvariantCulture) : Text(), out _);
            Value(field.MessageType.FindFieldByNumber(2), depth);
            _text.Append(n > 1 ? "," : "");
        }

        _text.Append('}');
    }

    private void Value(FieldDescriptor field, int depth)
    {
        switch (field.FieldType)
        {
            case FieldType.Message when field.MessageType.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal):
                WellKnown();
                break;
            case FieldType.Message:
                Message(field.MessageType, depth);
                break;
            case FieldType.String or FieldType.Bytes or FieldType.Enum:
                _text.Append(JsonSerializer.Serialize(Text()));
                break;
            case FieldType.Bool:
                _text.Append(random.Next(2) == 0 ? "true" : "false");
                break;
            case FieldType.Double or FieldType.Float:
                _text.Append((random.NextDouble() * Math.Pow(10, random.Next(-320, 308))).ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                var number = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
                _text.Append(CultureInfo.InvariantCulture, $"{(random.Next(4) == 0 ? $"\"{number}\"" : number)}");
                break;
        }
    }

    private void WellKnown()
    {
        if (random.Next(3) > 0)
        {
            _text.Append(JsonSerializer.Serialize(Text()));
        }
        else
        {
            Odd();
        }
    }

    private void Odd()
    {
        switch (random.Next(12))
        {
            case 0:
                var levels = random.Next(10) == 0 ? random.Next(100, 3000) : random.Next(1, 100);
                _text.Append('[', levels).Append(']', levels);
                break;
            case 1:
                var objects = random.Next(1, 120);
                _text.Insert(_text.Length, "{\"child\":", objects).Append("{}").Append('}', objects);
                break;
            case 2:
                _text.Append('"').Append((char)random.Next('a', 'z'), random.Next(1, 20_000)).Append('"');
                break;
            case 3:
                _text.Append('9', random.Next(1, 400));
                break;
            default:
                _text.Append(s_odd[random.Next(s_odd.Length)]);
                break;
        }

    }

    private string Text() => s_strings[random.Next(s_strings.Length)];
}
