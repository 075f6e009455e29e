namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside: configuration key <c>Parameters:name</c>.</summary>
public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
    : Resource(name), IManifestExpressionProvider, IValueProvider
{
    private readonly Lock _lock = new();
    private string? _value;

    /// <summary>The value; throws <see cref="MissingParameterValueException"/> when there is none.</summary>
    public string Value
    {
        get
        {
            lock (_lock)
            {
                return _value ??= callback(Default);
            }
        }
    }

    /// <summary>What the value is when none is given; null for nothing.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Whether it must not be shown.</summary>
    public bool Secret { get; } = secret;

    /// <summary>Whether it is a connection string.</summary>
    public bool IsConnectionString { get; set; }

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Name}.value}}";

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(Value);
}
