using Microsoft.Extensions.Primitives;
using WsBff.Errors;
using WsBff.Models;

namespace WsBff.Apis;

/// <summary>What must be there before ws-order can judge a new order. Ranges and forms are ws-order's.</summary>
internal static class NewOrderRules
{
    /// <summary>Finds all that is missing.</summary>
    public static FieldErrors Check(NewOrder order, StringValues idempotencyKey)
    {
        var errors = new FieldErrors();
        if (idempotencyKey.Count > 1)
        {
            errors.Add(FieldNames.IdempotencyKey, "This header must be given once.");
        }
        else if (string.IsNullOrEmpty(idempotencyKey))
        {
            errors.Add(FieldNames.IdempotencyKey, "This header is required: any text of 1 to 128 printable ASCII characters that is new for each order.");
        }

        errors.Require("userId", order.UserId).Require("currency", order.Currency).Require("lines", order.Lines);
        for (var index = 0; index < order.Lines?.Count; index++)
        {
            var line = order.Lines[index];
            if (line is null)
            {
                errors.Require($"lines[{index}]", line);
                continue;
            }

            errors
                .Require($"lines[{index}].sku", line.Sku)
                .Require($"lines[{index}].quantity", line.Quantity)
                .Require($"lines[{index}].unitPrice", line.UnitPrice);
        }

        return errors;
    }
}
