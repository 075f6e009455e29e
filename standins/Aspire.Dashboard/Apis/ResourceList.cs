namespace Aspire.Dashboard.Apis;

/// <summary>The resources.</summary>
/// <param name="Version">Another number after each change; asked with it again, the answer is 204 until there is one.</param>
/// <param name="Application">What the application is called.</param>
/// <param name="Items">The resources.</param>
internal sealed record ResourceList(long Version, string Application, IReadOnlyList<ResourceItem> Items);
