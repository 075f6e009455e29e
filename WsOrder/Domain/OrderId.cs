namespace WsOrder.Domain;

/// <summary>Makes order ids: UUIDv7 whose 12 bits after the version hold the part of a millisecond (RFC 9562, 6.2, method 3), so that
/// the order of ids is the order of creation to a quarter of a microsecond.</summary>
internal static class OrderId
{
    /// <summary>Makes an id for something created now.</summary>
    public static Guid New(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var fraction = now.UtcTicks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond;
        bytes[6] = (byte)(0x70 | (fraction >> 8));
        bytes[7] = (byte)fraction;
        return new Guid(bytes, bigEndian: true);
    }
}
