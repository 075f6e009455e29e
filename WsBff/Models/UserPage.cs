namespace WsBff.Models;

/// <summary>A page of users, by id.</summary>
/// <param name="Items">The users.</param>
/// <param name="NextPageToken">Asks for the next page as <c>pageToken</c>. Null means that this was the last.</param>
internal sealed record UserPage(IReadOnlyList<User> Items, string? NextPageToken);
