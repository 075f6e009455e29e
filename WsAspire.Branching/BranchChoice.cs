namespace WsAspire.Branching;

/// <summary>The branch that a request asks for.</summary>
/// <param name="Branch">Its name, always a valid one. Null where none is asked for, or what is there is invalid: then the default branch serves.</param>
/// <param name="Source">What decided.</param>
/// <param name="IsInvalid">Whether what is there is no name, or is there twice.</param>
public readonly record struct BranchChoice(string? Branch, BranchSource Source, bool IsInvalid = false)
{
    /// <summary>Whether the request says anything of a branch.</summary>
    public bool IsMade => Source != BranchSource.None;

    /// <summary>Whether the query has an empty name: a person leaves his branch.</summary>
    public bool IsLeaving => Source == BranchSource.Query && Branch is null && !IsInvalid;
}
