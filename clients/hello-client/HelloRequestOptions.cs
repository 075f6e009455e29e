namespace HelloClient;

/// <summary>What the command line asks for.</summary>
/// <param name="Address">Where the service is, such as http://localhost:8080.</param>
/// <param name="Name">Who is greeted.</param>
/// <param name="Branch">The branch that should answer; null sends no branch header.</param>
/// <param name="Deadline">How long the answer may take.</param>
/// <param name="Headers">Where the answer's headers and trailers are written, a line each.</param>
internal sealed record HelloRequestOptions(Uri Address, string Name, string? Branch, TimeSpan Deadline, TextWriter Headers)
{
    /// <summary>The header that carries <see cref="Branch"/>.</summary>
    public const string BranchHeader = "branch";
}
