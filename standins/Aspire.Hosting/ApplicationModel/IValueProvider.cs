namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives a value while the application runs.</summary>
public interface IValueProvider
{
    /// <summary>Gets the value, once it is known.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}
