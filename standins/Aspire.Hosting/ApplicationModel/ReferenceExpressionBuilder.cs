using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Builds a <see cref="ReferenceExpression"/> piece by piece.</summary>
public class ReferenceExpressionBuilder
{
    private readonly StringBuilder _format;
    private readonly List<IValueProvider> _valueProviders;
    private readonly List<string?> _stringFormats;

    /// <summary>Starts with nothing.</summary>
    public ReferenceExpressionBuilder() : this(0, 0) { }

    internal ReferenceExpressionBuilder(int literalLength, int formattedCount) =>
        (_format, _valueProviders, _stringFormats) = (new(literalLength), new(formattedCount), new(formattedCount));

    /// <summary>Whether nothing has been appended.</summary>
    public bool IsEmpty => _format.Length == 0;

    /// <summary>Appends an interpolated string.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler has already appended to this builder.")]
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler) { }

    /// <summary>Appends text.</summary>
    public void AppendLiteral(string value) => _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Appends text that is known now.</summary>
    public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

    /// <summary>Appends a value that comes later.</summary>
    public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, null);

    /// <summary>Appends a value that comes later, as <paramref name="format"/> says.</summary>
    public void AppendFormatted<T>(T valueProvider, string? format) where T : IValueProvider, IManifestExpressionProvider
    {
        _format.Append('{').Append(_valueProviders.Count).Append('}');
        _valueProviders.Add(valueProvider);
        _stringFormats.Add(format);
    }

    /// <summary>Builds the expression.</summary>
    public ReferenceExpression Build() => new(_format.ToString(), [.. _valueProviders], [.. _stringFormats]);

    /// <summary>Takes the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ReferenceExpressionBuilderInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        /// <summary>Appends to <paramref name="builder"/>.</summary>
        public ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder) => _builder = builder;

        /// <summary>Appends text.</summary>
        public void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Appends text that is known now.</summary>
        public void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Appends a value that comes later.</summary>
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider);
    }
}
