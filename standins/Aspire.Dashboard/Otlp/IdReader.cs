using System.Buffers.Binary;
using Google.Protobuf;

namespace Aspire.Dashboard.Otlp;

/// <summary>Reads ids and times of OTLP.</summary>
internal static class IdReader
{
    /// <summary>A trace's id; 0 where it is none.</summary>
    public static UInt128 Trace(ByteString id) => id.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(id.Span) : 0;

    /// <summary>A span's id; 0 where it is none.</summary>
    public static ulong Span(ByteString id) => id.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(id.Span) : 0;

    /// <summary>Nanoseconds since 1970, the year 2262 at most.</summary>
    public static long Time(ulong nanoseconds) => (long)Math.Min(nanoseconds, long.MaxValue);
}
