using System.Text;
using FluentValidation;
using FluentValidation.Validators;

namespace WsOrder.Services.Validation;

/// <summary>Checks text of some printable characters that is not only blanks.</summary>
internal sealed class PrintableTextValidator<T>(int maxLength) : PropertyValidator<T, string>, ILengthValidator
{
    private const string Fault = "Fault";

    public override string Name => "PrintableText";

    public int Min => 1;

    public int Max => maxLength;

    public override bool IsValid(ValidationContext<T> context, string value)
    {
        var fault = FindFault(value);
        if (fault is not null)
        {
            context.MessageFormatter.AppendArgument(Fault, fault);
        }

        return fault is null;
    }

    protected override string GetDefaultMessageTemplate(string errorCode) => $"{{{Fault}}}";

    private string? FindFault(string text)
    {
        var characters = 0;
        foreach (var character in text.EnumerateRunes())
        {
            // U+FFFD stands where bytes were not UTF-8, and where a surrogate was alone.
            if (Rune.IsControl(character) || character == Rune.ReplacementChar)
            {
                return $"must be printable Unicode text; character {characters + 1} is not";
            }

            characters++;
        }

        return characters < 1 || characters > maxLength || string.IsNullOrWhiteSpace(text)
            ? $"must be 1 to {maxLength} characters, not only blanks; has {characters}"
            : null;
    }
}
