using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace WsAspire.Fuzz.Inputs;

/// <summary>Makes the wire form of a message: most of it fits, some of it does not.</summary>
internal sealed class WireInput(Random random)
{
    private const int MaxDepth = 5;
    private const int MaxLength = 256 * 1024;

    /// <summary>The bytes of a message.</summary>
    public static byte[] Make(Random random, MessageDescriptor message) => new WireInput(random).Message(message, 0);

    private byte[] Message(MessageDescriptor message, int depth)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            var fields = message.Fields.InDeclarationOrder();
            for (var n = random.Next(depth > MaxDepth ? 1 : 6); n > 0; n--)
            {
                if (fields.Count == 0 || random.Next(12) == 0)
                {
                    output.Flush();
                    bytes.Write(Odd());
                }
                else
                {
                    Field(output, fields[random.Next(fields.Count)], depth);
                }
            }
        }

        return bytes.ToArray();
    }

    private void Field(CodedOutputStream output, FieldDescriptor field, int depth)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(Message(field.MessageType, depth + 1)));
                break;
            case FieldType.String or FieldType.Bytes:
                output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(Content()));
                break;
            case FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64:
                output.WriteTag(field.FieldNumber, WireFormat.WireType.Fixed64);
                output.WriteFixed64((ulong)random.NextInt64(long.MinValue, long.MaxValue));
                break;
            case FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32:
                output.WriteTag(field.FieldNumber, WireFormat.WireType.Fixed32);
                output.WriteFixed32((uint)random.Next());
                break;
            default:
                output.WriteTag(field.FieldNumber, field.IsRepeated && random.Next(2) == 0 ? WireFormat.WireType.LengthDelimited : WireFormat.WireType.Varint);
                output.WriteUInt64((ulong)random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64));
                break;
        }
    }

    private byte[] Content()
    {
        var content = new byte[random.Next(20) == 0 ? random.Next(20_000) : random.Next(12)];
        random.NextBytes(content);
        return random.Next(3) == 0 ? content : Encoding.UTF8.GetBytes(Convert.ToHexString(content));
    }

    // Tags, lengths, varints and groups that no writer would write.
    private byte[] Odd() => random.Next(10) switch
    {
        0 => [0x00],
        1 => [0x07],
        2 => [0x0e, 0xff],
        3 => [0xf8, 0xff, 0xff, 0xff, 0x0f, 0x01],
        4 => [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        5 => [0x72, 0xff, 0xff, 0xff, 0xff, 0x07],
        6 => [0x0c],
        7 => [.. Enumerable.Repeat<byte>(0x0b, random.Next(1, 2000))],
        8 => Nested(random.Next(1, 300)),
        _ => [0x0b, 0x08, 0x01, 0x14],
    };

    // Message child = 17 in itself.
    private static byte[] Nested(int levels)
    {
        byte[] inner = [];
        for (var i = 0; i < levels && inner.Length < MaxLength; i++)
        {
            using var bytes = new MemoryStream();
            using (var output = new CodedOutputStream(bytes, leaveOpen: true))
            {
                output.WriteTag(17, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(inner));
            }

            inner = bytes.ToArray();
        }

        return inner;
    }
}
