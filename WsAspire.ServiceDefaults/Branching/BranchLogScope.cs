using System.Collections;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>What all lines of the log of a request carry: the branch that serves it, and the one that was asked for.</summary>
internal sealed class BranchLogScope(string branch, string? asked) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>The branch that serves.</summary>
    public const string Branch = "branch";

    /// <summary>The branch that was asked for, where it has a valid name.</summary>
    public const string Asked = "ws.branch.asked";

    /// <summary>Why another branch serves than was asked for.</summary>
    public const string Reason = "ws.branch.reason";

    public int Count => asked is null ? 1 : 2;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new(Branch, branch),
        1 when asked is not null => new(Asked, asked),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => asked is null ? $"{Branch}:{branch}" : $"{Branch}:{branch} {Asked}:{asked}";
}
