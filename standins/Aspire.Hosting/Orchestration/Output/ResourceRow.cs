namespace Aspire.Hosting.Orchestration.Output;

/// <summary>One line of the table.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="State">State, with what it waits for, or its exit code.</param>
/// <param name="Health">Empty where nothing checks it.</param>
/// <param name="Urls">Where it answers.</param>
/// <param name="Since">How long it has been in this state.</param>
/// <param name="IsFailed">Whether a person has to look.</param>
/// <param name="Problem">What its health checks find wrong; empty when nothing.</param>
/// <param name="Colour">The number of the resource's colour.</param>
internal sealed record ResourceRow(string Name, string State, string Health, string Urls, TimeSpan Since, bool IsFailed, string Problem, int Colour);
