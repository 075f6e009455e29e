namespace Aspire.Hosting.ApplicationModel;

// A value that the manifest gives in another form, by a resource of type annotated.string.
internal sealed class FormattedValue(IValueProvider value, string format) : Resource(NameOf(value, format)), IManifestExpressionProvider
{
    public string ValueExpression => $"{{{Name}.value}}";

    internal string Value => ReferenceExpression.Expression(value);

    internal string Filter { get; } = format;

    internal static string Apply(string value, string format) => format == "uri"
        ? Uri.EscapeDataString(value)
        : throw new FormatException($"The format '{format}' is not supported. Supported formats are: uri");

    // {mysql-password.value} -> mysql-password-uri-encoded
    private static string NameOf(IValueProvider value, string format) =>
        $"{ReferenceExpression.Expression(value).Trim('{', '}').Replace(".value", "", StringComparison.Ordinal).Replace('.', '-')}-{format}-encoded";
}
