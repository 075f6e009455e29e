namespace Aspire.Dashboard;

/// <summary>What the dashboard is told of the resources, and what it may do to them: the AppHost's side.</summary>
public interface IDashboardResources
{
    /// <summary>Tells all resources, and then each change.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<DashboardResource> WatchAsync(CancellationToken cancellationToken);

    /// <summary>Tells what a resource has printed, and then what it prints.</summary>
    /// <param name="resourceId">Its id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<IReadOnlyList<DashboardLine>> WatchConsoleAsync(string resourceId, CancellationToken cancellationToken);

    /// <summary>Does something to a resource.</summary>
    /// <param name="resourceId">Its id.</param>
    /// <param name="command">The name of one of its commands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it is done, else why it is not.</returns>
    Task<string?> ExecuteAsync(string resourceId, string command, CancellationToken cancellationToken);
}
