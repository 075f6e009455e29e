using System.Globalization;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text with values that come later: an endpoint's port, a parameter.</summary>
[System.Diagnostics.DebuggerDisplay("{ValueExpression}")]
public class ReferenceExpression : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <summary>The empty text.</summary>
    public static readonly ReferenceExpression Empty = new ReferenceExpressionBuilder().Build();

    internal ReferenceExpression(string format, IReadOnlyList<IValueProvider> valueProviders, IReadOnlyList<string?> stringFormats)
    {
        (Format, ValueProviders, StringFormats) = (format, valueProviders, stringFormats);
        ManifestExpressions =
            [.. valueProviders.Zip(stringFormats, (value, how) => how is null ? Expression(value) : new FormattedValue(value, how).ValueExpression)];
    }

    /// <summary>The text as a format string.</summary>
    public string Format { get; }

    /// <summary>What stands for the values in the manifest.</summary>
    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <summary>How the values are written: null as they are, <c>uri</c> percent-encoded.</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    /// <summary>The values.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <inheritdoc/>
    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    IEnumerable<object> IValueWithReferences.References =>
        ValueProviders.Zip(StringFormats, (value, how) => how is null ? [value] : new object[] { value, new FormattedValue(value, how) }).SelectMany(x => x);

    /// <summary>Creates the expression from an interpolated string.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Builder.Build();

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await ValueProviders[i].GetValueAsync(cancellationToken);
            values[i] = StringFormats[i] is { } how && value is not null ? FormattedValue.Apply(value, how) : value;
        }

        return Format.Length == 0 ? null : string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    internal static string Expression(IValueProvider value) => ((IManifestExpressionProvider)value).ValueExpression;

    /// <summary>Takes the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal ReferenceExpressionBuilder Builder { get; } = new(literalLength, formattedCount);

        /// <summary>Appends text.</summary>
        public void AppendLiteral(string value) => Builder.AppendLiteral(value);

        /// <summary>Appends text that is known now.</summary>
        public void AppendFormatted(string? value) => Builder.AppendFormatted(value);

        /// <summary>Appends a value that comes later.</summary>
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => Builder.AppendFormatted(valueProvider);

        /// <summary>Appends a value that comes later, as <paramref name="format"/> says.</summary>
        public void AppendFormatted<T>(T valueProvider, string? format) where T : IValueProvider, IManifestExpressionProvider =>
            Builder.AppendFormatted(valueProvider, format);

        /// <summary>Appends what <paramref name="valueProvider"/> builds.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider =>
            Builder.AppendFormatted(valueProvider.Resource);
    }
}
