namespace WsBff.Models;

/// <summary>A customer.</summary>
/// <param name="Id">Identifies the user.</param>
/// <param name="Name">The user's name.</param>
internal sealed record User(int Id, string Name);
