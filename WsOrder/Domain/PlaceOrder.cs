using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WsOrder.Domain;

/// <summary>Asks for a new order, once per key.</summary>
/// <param name="IdempotencyKey">Names this attempt; compared exactly.</param>
/// <param name="UserId">The user that orders.</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
/// <param name="Lines">What is ordered.</param>
internal sealed record PlaceOrder(string IdempotencyKey, int UserId, string Currency, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>SHA-256 over the content, without the key: equal for equal content, whatever face it came through.</summary>
    /// <remarks>Stored for 24 hours: a changed form needs another first byte, so that old and new never look equal.</remarks>
    public byte[] Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([1]);
        Append(hash, UserId);
        Append(hash, Currency);
        Append(hash, Lines.Count);
        foreach (var line in Lines)
        {
            Append(hash, line.Sku);
            Append(hash, line.Quantity);
            Append(hash, line.UnitPrice);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
