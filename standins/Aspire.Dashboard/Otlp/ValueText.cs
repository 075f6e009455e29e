using System.Globalization;
using System.Text;
using Aspire.Dashboard.Storage;
using OpenTelemetry.Proto.Common.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>A value of OTLP as text.</summary>
internal static class ValueText
{
    /// <summary>The text, cut where it is too long; empty for no value.</summary>
    public static string Of(AnyValue? value)
    {
        switch (value?.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue:
                return Limits.Cut(value.StringValue, Limits.Text);
            case AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue:
                var text = new StringBuilder();
                Append(text, value);
                return Limits.Cut(text.ToString(), Limits.Text);
            default:
                return Limits.Cut(Simple(value), Limits.Text);
        }
    }

    private static string Simple(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BytesValue => Convert.ToHexStringLower(value.BytesValue.Span[..Math.Min(value.BytesValue.Length, Limits.Text)]),
        _ => "",
    };

    private static void Append(StringBuilder text, AnyValue? value)
    {
        switch (value?.ValueCase)
        {
            case AnyValue.ValueOneofCase.ArrayValue:
                text.Append('[');
                AppendAll(text, value.ArrayValue.Values, item => Append(text, item));
                text.Append(']');
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                text.Append('{');
                AppendAll(text, value.KvlistValue.Values, item =>
                {
                    text.Append(item.Key).Append(": ");
                    Append(text, item.Value);
                });
                text.Append('}');
                break;
            default:
                text.Append(Simple(value));
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, IEnumerable<T> items, Action<T> append)
    {
        var separator = "";
        foreach (var item in items.TakeWhile(_ => text.Length <= Limits.Text))
        {
            text.Append(separator);
            append(item);
            separator = ", ";
        }
    }
}
