using WsBff.Errors;
using WsBff.Models;

namespace WsBff.Apis;

/// <summary>What must be there before ws-order can judge a new order. Ranges and forms are ws-order's.</summary>
internal static class NewOrderRules
{
    /// <summary>Finds all that is missing.</summary>
    public static FieldErrors Check(NewOrder order, IdempotencyKey idempotencyKey)
    {
        var errors = new FieldErrors();
        if (idempotencyKey.Fault is not null)
        {
            errors.Add(FieldNames.IdempotencyKey, idempotencyKey.Fault);
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
