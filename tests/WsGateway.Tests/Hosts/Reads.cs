using System.Collections.Concurrent;
using System.Diagnostics;

namespace WsGateway.Tests.Hosts;

/// <summary>Sends reads at an even pace, whether they are answered or not, and keeps each answer.</summary>
internal sealed class Reads
{
    private readonly ConcurrentQueue<(int Place, int Status, string Body, TimeSpan Took)> _answers = [];
    private readonly List<Task> _running = [];

    private Reads()
    {
    }

    /// <summary>The answers, in the order in which they were asked for.</summary>
    public IReadOnlyList<(int Place, int Status, string Body, TimeSpan Took)> Answers => [.. _answers.OrderBy(answer => answer.Place)];

    /// <summary>Sends them.</summary>
    /// <param name="gateway">Where to.</param>
    /// <param name="branch">For which branch.</param>
    /// <param name="perSecond">How many each second.</param>
    /// <param name="count">How many.</param>
    /// <param name="at">What happens on the way: before which, and what.</param>
    public static async Task<Reads> SendAsync(Gateway gateway, string branch, int perSecond, int count, params (int Place, Func<Task> Act)[] at)
    {
        var reads = new Reads();
        var since = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            foreach (var (_, act) in at.Where(step => step.Place == i))
            {
                await act();
            }

            var due = TimeSpan.FromSeconds((double)i / perSecond) - since.Elapsed;
            if (due > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(due, TestContext.Current.CancellationToken);
            }

            reads._running.Add(reads.AskAsync(gateway, branch, i));
        }

        await Task.WhenAll(reads._running);
        return reads;
    }

    private async Task AskAsync(Gateway gateway, string branch, int place)
    {
        var since = Stopwatch.StartNew();
        var (status, body) = await gateway.GetAsync(branch);
        _answers.Enqueue((place, status, body, since.Elapsed));
    }
}
