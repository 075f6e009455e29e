namespace WsBff.Models;

/// <summary>A page of orders, newest first.</summary>
/// <param name="Items">The orders.</param>
/// <param name="NextPageToken">Asks for the next page as <c>pageToken</c>. Null means that this was the last.</param>
internal sealed record OrderPage(IReadOnlyList<Order> Items, string? NextPageToken);
