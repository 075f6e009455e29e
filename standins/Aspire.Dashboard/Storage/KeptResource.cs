namespace Aspire.Dashboard.Storage;

/// <summary>A resource as it was last heard of.</summary>
/// <param name="Resource">Its last state.</param>
/// <param name="Order">When it was first heard of: the place in the list.</param>
/// <param name="Restarts">How often it has been started again.</param>
internal sealed record KeptResource(DashboardResource Resource, int Order, int Restarts)
{
    /// <summary>What it is after a change.</summary>
    public KeptResource After(DashboardResource change) => this with
    {
        Resource = change,
        Restarts = Restarts + (change.StartedAt is { } started && (Resource.StartedAt ?? LastStart) is { } before && started != before ? 1 : 0),
        LastStart = change.StartedAt ?? Resource.StartedAt ?? LastStart,
    };

    /// <summary>When it was last started, kept while it is being started again.</summary>
    private DateTimeOffset? LastStart { get; init; } = Resource.StartedAt;
}
