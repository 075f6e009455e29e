namespace WsAspire.Branching;

/// <summary>Finds the branch that a request asks for. Total: whatever is in the request, there is an answer, and no exception.</summary>
public static class BranchRules
{
    /// <summary>Asks one place after the other; the first that says anything decides, be it valid or not.</summary>
    /// <param name="header">All values of the header <c>branch</c>.</param>
    /// <param name="traceHeader">All values of the header <c>trace-branch</c>.</param>
    /// <param name="baggage">All values of the header <c>baggage</c>.</param>
    /// <param name="query">The query as it came, with or without its question mark. Null or empty where it does not count.</param>
    /// <param name="cookies">All values of the header <c>cookie</c>. Empty where they do not count.</param>
    public static BranchChoice Choose(
        ReadOnlySpan<string?> header,
        ReadOnlySpan<string?> traceHeader = default,
        ReadOnlySpan<string?> baggage = default,
        string? query = null,
        ReadOnlySpan<string?> cookies = default)
    {
        if (header.Length > 0)
        {
            return OfHeader(BranchSource.Header, header);
        }

        if (traceHeader.Length > 0)
        {
            return OfHeader(BranchSource.TraceHeader, traceHeader);
        }

        var member = default(BranchMember);
        foreach (var text in baggage)
        {
            member.CountIn(text, ',');
        }

        if (member.Count > 0)
        {
            // What follows are properties of the member.
            var end = member.Value.IndexOf(';');
            return Of(BranchSource.Baggage, member.Count, (end < 0 ? member.Value : member.Value[..end]).Trim(" \t"));
        }

        member.CountIn(query.AsSpan().TrimStart('?'), '&');
        if (member.Count > 0)
        {
            return member is { Count: 1, Value.IsEmpty: true } ? new BranchChoice(null, BranchSource.Query) : Of(BranchSource.Query, member.Count, member.Value);
        }

        foreach (var text in cookies)
        {
            member.CountIn(text, ';');
        }

        return member.Count > 0 ? Of(BranchSource.Cookie, member.Count, member.Value) : default;
    }

    private static BranchChoice OfHeader(BranchSource source, ReadOnlySpan<string?> values) =>
        values.Length == 1 && BranchName.IsValid(values[0]) ? new BranchChoice(values[0], source) : new BranchChoice(null, source, IsInvalid: true);

    private static BranchChoice Of(BranchSource source, int count, ReadOnlySpan<char> value)
    {
        var name = count == 1 && value.Length <= BranchName.MaxLength ? value.ToString() : null;
        return BranchName.IsValid(name) ? new BranchChoice(name, source) : new BranchChoice(null, source, IsInvalid: true);
    }
}
