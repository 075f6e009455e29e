using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Services;

/// <summary>Where the next page begins, in a form that is opaque to clients: the last item, and hashes that tie it to its listing.</summary>
/// <remarks>base64url of [form][4 bytes: listing and filter][the last item][8 bytes: all before]. The hashes are no secret: they find mistakes, and
/// who forges a token gets what he could have asked for anyway.</remarks>
internal static class PageToken
{
    private const byte Form = 1;
    private const int FilterBytes = 4;
    private const int CheckBytes = 8;

    /// <summary>Writes a token.</summary>
    /// <param name="filter">Names the listing and its filter, such as <c>orders?user_id=5</c>.</param>
    /// <param name="last">The last item of the page.</param>
    public static string Write(string filter, ReadOnlySpan<byte> last)
    {
        var token = new byte[1 + FilterBytes + last.Length + CheckBytes];
        token[0] = Form;
        Hash(filter).AsSpan(0, FilterBytes).CopyTo(token.AsSpan(1));
        last.CopyTo(token.AsSpan(1 + FilterBytes));
        SHA256.HashData(token.AsSpan(..^CheckBytes)).AsSpan(0, CheckBytes).CopyTo(token.AsSpan(^CheckBytes..));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Reads a token.</summary>
    /// <param name="text">What the client sent; empty means the first page.</param>
    /// <param name="filter">As it was written.</param>
    /// <param name="length">Bytes of the last item.</param>
    /// <returns>The last item of the page before; null for the first page.</returns>
    /// <exception cref="InvalidRequestException">The token is none, or belongs to another filter.</exception>
    public static byte[]? Read(string text, string filter, int length)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var token = new byte[1 + FilterBytes + length + CheckBytes];
        var isToken = Base64Url.GetEncodedLength(token.Length) == text.Length
            && Base64Url.DecodeFromChars(text, token, out _, out var written) is OperationStatus.Done
            && written == token.Length
            && Base64Url.EncodeToString(token) == text
            && token[0] == Form
            && SHA256.HashData(token.AsSpan(..^CheckBytes)).AsSpan(0, CheckBytes).SequenceEqual(token.AsSpan(^CheckBytes..));
        if (!isToken)
        {
            throw new InvalidRequestException(new FieldViolation("page_token", "must be empty, or the next_page_token of a page of this listing"));
        }

        if (!Hash(filter).AsSpan(0, FilterBytes).SequenceEqual(token.AsSpan(1, FilterBytes)))
        {
            throw new InvalidRequestException(new FieldViolation("page_token", "belongs to another filter; begin again without it"));
        }

        return token[(1 + FilterBytes)..^CheckBytes];
    }

    private static byte[] Hash(string filter) => SHA256.HashData(Encoding.UTF8.GetBytes(filter));
}
