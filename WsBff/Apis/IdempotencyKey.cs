using WsBff.Errors;

namespace WsBff.Apis;

/// <summary>The header that names an attempt to place an order.</summary>
/// <param name="Value">What the header says. Null where it is not there exactly once.</param>
/// <param name="Fault">What is wrong with it, for a person. Null where nothing is.</param>
internal sealed record IdempotencyKey(string? Value, string? Fault) : IBindableFromHttpContext<IdempotencyKey>
{
    /// <summary>Reads the header as it came: a comma in it is part of the key, a second line of it is a fault.</summary>
    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context, System.Reflection.ParameterInfo parameter)
    {
        var header = context.Request.Headers[FieldNames.IdempotencyKey];
        var key = header switch
        {
            { Count: > 1 } => new IdempotencyKey(null, "must be given once"),
            [{ Length: > 0 } value] => new IdempotencyKey(value, null),
            _ => new IdempotencyKey(null, "is required: 1 to 128 printable ASCII characters, other ones for each order"),
        };
        return ValueTask.FromResult<IdempotencyKey?>(key);
    }
}
