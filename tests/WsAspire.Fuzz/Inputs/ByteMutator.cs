namespace WsAspire.Fuzz.Inputs;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class ByteMutator
{
    private const int MaxLength = 64 * 1024;

    private static readonly byte[][] s_tokens =
    [
        [0x00], [0xff], [0x80], [0x7f], [0xef, 0xbb, 0xbf], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xfe, 0xff],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], [0xff, 0xff, 0xff, 0xff, 0x0f], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
        "\""u8.ToArray(), "\\"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(),
        "null"u8.ToArray(), "NaN"u8.ToArray(), "-Infinity"u8.ToArray(), "1e999"u8.ToArray(), "-0"u8.ToArray(), "99999999999999999999999999"u8.ToArray(),
        "\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), "\\x41"u8.ToArray(), "/**/"u8.ToArray(), "//\n"u8.ToArray(), "%00"u8.ToArray(), "\r\n\r\n"u8.ToArray(),
    ];

    public static byte[] Mutate(Random random, byte[] bytes)
    {
        var (at, length) = Range(random, bytes);
        return random.Next(9) switch
        {
            0 when bytes.Length > 0 => With(bytes, at, (byte)(bytes[at] ^ (1 << random.Next(8)))),
            1 when bytes.Length > 0 => With(bytes, at, (byte)random.Next(256)),
            2 => [.. bytes[..at], .. bytes[(at + length)..]],
            3 when bytes.Length < MaxLength => [.. bytes[..(at + length)], .. bytes[at..]],
            4 => bytes[..at],
            5 => [.. bytes[..at], .. bytes[(at + length)..], .. bytes[at..(at + length)]],
            6 when bytes.Length < MaxLength => [.. bytes[..at], .. RandomBytes(random), .. bytes[at..]],
            _ => [.. bytes[..at], .. s_tokens[random.Next(s_tokens.Length)], .. bytes[at..]],
        };
    }

    private static (int At, int Length) Range(Random random, byte[] bytes)
    {
        var at = bytes.Length == 0 ? 0 : random.Next(bytes.Length);
        return (at, random.Next(Math.Min(bytes.Length - at, 64) + 1));
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 32)];
        random.NextBytes(bytes);
        return bytes;
    }
}
