using WsAspire.Branching;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>The branch of the request that is being served. It flows with the code that serves it: through await, <c>Task.Run</c>, <c>Task.WhenAll</c> and timers, and the frame's
/// HTTP and gRPC clients carry it on. Code never has to touch it, but where work is handed to a queue. It is a feature of the request too, for what runs outside of that flow.</summary>
/// <example>
/// What takes work out of a queue runs in a flow of its own, so the item brings the branch along:
/// <code>
/// queue.Writer.TryWrite(new Item(order, BranchContext.Current));
///
/// using (BranchContext.Use(item.Branch))
/// {
///     await stock.ReserveAsync(item.Order);
/// }
/// </code>
/// </example>
public sealed class BranchContext
{
    private static readonly AsyncLocal<BranchContext?> s_current = new();

    private readonly string? _branch;

    internal BranchContext(string? branch, ServedList? served = null)
    {
        _branch = branch;
        Served = served;
    }

    /// <summary>The branch of this flow; null outside of a request, and where a request says nothing of a branch.</summary>
    public static BranchContext? Current => s_current.Value is { HasBranch: true } current ? current : null;

    /// <summary>The branch that calls to other services carry on: the one that was asked for, or the default branch where that is no name.</summary>
    public string Branch => _branch ?? "";

    /// <summary>What flows, with a branch or without.</summary>
    internal static BranchContext? Flow => s_current.Value;

    /// <summary>Whether there is a branch to carry on; else only who serves is collected.</summary>
    internal bool HasBranch => _branch is not null;

    /// <summary>Collects who served.</summary>
    internal ServedList? Served { get; }

    /// <summary>Makes a branch that came by another way than a request, such as in a message that is kept.</summary>
    /// <param name="branch">Its name.</param>
    /// <exception cref="ArgumentException">It is no DNS label.</exception>
    public static BranchContext Of(string branch) =>
        BranchName.IsValid(branch) ? new BranchContext(branch) : throw new ArgumentException("Expected a DNS label.", nameof(branch));

    /// <summary>Makes a branch that of this flow, until what is returned is disposed in the same method.</summary>
    /// <param name="context">The branch; null for none.</param>
    public static IDisposable Use(BranchContext? context)
    {
        var before = new Before(s_current.Value);
        s_current.Value = context;
        return before;
    }

    private sealed class Before(BranchContext? context) : IDisposable
    {
        public void Dispose() => s_current.Value = context;
    }
}
