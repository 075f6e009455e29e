using System.Text;

namespace WsBff.Errors;

/// <summary>From the names of ws-order's contract to the names that the browser used.</summary>
internal static class FieldNames
{
    /// <summary>The header that names an attempt to place an order.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary><c>lines[0].unit_price</c> → <c>lines[0].unitPrice</c>; <c>idempotency_key</c> → the header.</summary>
    public static string FromProto(string field)
    {
        if (field is "idempotency_key")
        {
            return IdempotencyKey;
        }

        var name = new StringBuilder(field.Length);
        var capital = false;
        foreach (var letter in field)
        {
            if (letter == '_')
            {
                capital = true;
                continue;
            }

            name.Append(capital ? char.ToUpperInvariant(letter) : letter);
            capital = false;
        }

        return name.ToString();
    }
}
