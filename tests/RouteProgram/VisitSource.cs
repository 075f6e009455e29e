namespace RouteProgram;

/// <summary>Says who this instance is.</summary>
public sealed class VisitSource(IConfiguration configuration)
{
    private readonly string _service = configuration["ServiceName"] ?? "";
    private readonly string _branch = configuration["Branching:Branch"] ?? configuration["Branch"] ?? "test";

    /// <summary>A visit of this instance.</summary>
    /// <param name="next">The visit of whom it called; null where it called nobody.</param>
    public Visit Create(Visit? next = null) => new() { Service = _service, Branch = _branch, Next = next };
}
