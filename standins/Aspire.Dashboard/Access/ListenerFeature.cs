namespace Aspire.Dashboard.Access;

/// <summary>Through which listener a connection came.</summary>
/// <param name="Kind">What comes through it.</param>
internal sealed record ListenerFeature(ListenerKind Kind);
