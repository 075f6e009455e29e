namespace WsOrder.Domain;

/// <summary>A customer.</summary>
internal sealed class User
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLength = 100;

    /// <summary>Makes a user that has no id yet.</summary>
    public User(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Guard.InRange(name.Length, 1, NameLength);
        Name = name;
    }

    /// <summary>Identifies the user, from 1; given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>The user's name.</summary>
    public string Name { get; private set; }
}
