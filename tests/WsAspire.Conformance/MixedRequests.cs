using System.Collections.Concurrent;
using System.Diagnostics;

namespace WsAspire.Conformance;

/// <summary>Requests of all kinds to all branches at once: each finds its branch at every hop, else the default branch, and its answer says so.</summary>
/// <param name="bff">The door of the first service, which calls the second.</param>
/// <param name="order">The door of the second.</param>
/// <param name="branches">The branches that are asked for, of <see cref="BranchPlan.Branches"/>.</param>
public sealed class MixedRequests(Uri bff, Uri order, IReadOnlyList<string> branches) : IDisposable
{
    private const int Workers = 32;
    private const int EnoughFaults = 10;

    private static readonly RequestKind[] s_kinds = Enum.GetValues<RequestKind>();

    // No branch, and what is no name.
    private static readonly string?[] s_others = [null, "test", "B1", "b1,b2", "../b1", "-"];

    private readonly VisitClient _client = new(bff);
    private readonly VisitClient _direct = new(order);

    /// <summary>Makes them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="also">Checks what else is to hold of a request, within its span: given what <c>branch-served</c> said, it returns a fault; null is none.</param>
    /// <returns>What was wrong: nothing, if all is well.</returns>
    public async Task<IReadOnlyCollection<string>> RunAsync(int count, Func<string, Task<string?>>? also = null)
    {
        var wrong = new ConcurrentQueue<string>();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count && wrong.Count < EnoughFaults; i = Interlocked.Increment(ref next))
            {
                if (await CheckAsync(i, also) is { } fault)
                {
                    wrong.Enqueue($"{i}: {fault}");
                }
            }
        })));
        return wrong;
    }

    public void Dispose()
    {
        _client.Dispose();
        _direct.Dispose();
    }

    private async Task<string?> CheckAsync(int number, Func<string, Task<string?>>? also)
    {
        // Each kind meets each branch; one in eleven goes to the second service alone.
        var kind = s_kinds[number % s_kinds.Length];
        var index = number / s_kinds.Length % (branches.Count + s_others.Length);
        var asked = index < branches.Count ? branches[index] : s_others[index - branches.Count];
        var isDirect = number % 11 == 0;
        var expected = Expectation.Of(asked, isDirect ? [RouteNames.Order] : [RouteNames.Bff, RouteNames.Order]);
        using var span = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        try
        {
            var answer = await (isDirect ? _direct : _client).VisitAsync(kind, asked);
            var fault = answer != expected ? $"expected {expected}, got {answer}" : also is null ? null : await also(answer.Served);
            return fault is null ? null : $"{kind} {asked}: {fault}";
        }
        catch (Exception exception)
        {
            return $"{kind} {asked}: {exception.Message}";
        }
    }
}
