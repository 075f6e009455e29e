namespace Aspire.Hosting.Testing;

/// <summary>The builder of an application under test: the AppHost's own, held just before it builds.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Lets the AppHost build.</summary>
    /// <returns>The application, not started; disposing it stops it.</returns>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
