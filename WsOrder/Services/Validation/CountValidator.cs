using FluentValidation;
using FluentValidation.Validators;
using Google.Protobuf.Collections;

namespace WsOrder.Services.Validation;

/// <summary>Checks how many elements a list has.</summary>
internal sealed class CountValidator<T, TElement>(int min, int max) : PropertyValidator<T, RepeatedField<TElement>>, ILengthValidator
{
    public override string Name => "Count";

    public int Min => min;

    public int Max => max;

    public override bool IsValid(ValidationContext<T> context, RepeatedField<TElement> value)
    {
        context.MessageFormatter.AppendArgument("Count", value.Count);
        return value.Count >= min && value.Count <= max;
    }

    protected override string GetDefaultMessageTemplate(string errorCode) => $"must be {min} to {max} lines, has {{Count}}";
}
