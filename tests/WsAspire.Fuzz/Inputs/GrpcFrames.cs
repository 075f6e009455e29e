using System.Buffers.Binary;
using System.IO.Compression;

namespace WsAspire.Fuzz.Inputs;

/// <summary>Puts messages into the frames of gRPC: a flag, a length, the bytes. Some of them lie.</summary>
internal static class GrpcFrames
{
    private const int HeaderLength = 5;

    public static byte[] Of(byte[] message, byte flag = 0, uint? length = null)
    {
        var frame = new byte[HeaderLength + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>One frame or more, right or wrong.</summary>
    public static byte[] Make(Random random, Func<byte[]> message)
    {
        byte[] frames = [];
        for (var n = random.Next(8) == 0 ? random.Next(5) : 1; n > 0; n--)
        {
            frames = [.. frames, .. One(random, message())];
        }

        return random.Next(12) == 0 ? frames[..random.Next(frames.Length + 1)] : frames;
    }

    public static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }

    private static byte[] One(Random random, byte[] message) => random.Next(16) switch
    {
        0 => Of(message, flag: 1),
        1 => Of(Zip(message), flag: 1),
        2 => Of(message, (byte)random.Next(2, 256)),
        3 => Of(message, length: (uint)Math.Max(0, message.Length + random.Next(-3, 4))),
        4 => Of(message, length: (uint)random.NextInt64(0, uint.MaxValue + 1L)),
        5 => Of(message, length: 0),
        _ => Of(message),
    };
}
