namespace Aspire.Dashboard;

/// <summary>A resource, or one replica of it, at one moment.</summary>
/// <param name="Id">What tells it from others: the resource's name, with the replica's own part where there are several.</param>
/// <param name="Name">The resource's name, under which it sends telemetry.</param>
/// <param name="Label">What people call it: the name, with the replica's number where there are several.</param>
/// <param name="Type">What kind of resource it is, such as <c>Project</c>.</param>
/// <param name="State">Its state, such as <c>Running</c>; empty before it has one.</param>
/// <param name="Health">Its health; empty where nothing is known.</param>
/// <param name="Problem">Which health checks say what; empty where all is well.</param>
/// <param name="ExitCode">Its exit code once it has ended.</param>
/// <param name="StartedAt">When it was last started.</param>
/// <param name="Urls">Where people reach it.</param>
/// <param name="Commands">What may be done to it now.</param>
public sealed record DashboardResource(
    string Id,
    string Name,
    string Label,
    string Type,
    string State,
    string Health,
    string Problem,
    int? ExitCode,
    DateTimeOffset? StartedAt,
    IReadOnlyList<string> Urls,
    IReadOnlyList<DashboardCommand> Commands);
