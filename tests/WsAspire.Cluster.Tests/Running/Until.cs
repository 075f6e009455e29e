using System.Diagnostics;

namespace WsAspire.Cluster.Tests.Running;

/// <summary>Waits for what a cluster does in its own time.</summary>
internal static class Until
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until it is so; two minutes at most.</summary>
    /// <param name="isSo">Whether it is.</param>
    /// <param name="state">How it stands, for the text of a failure.</param>
    public static async Task TrueAsync(Func<Task<bool>> isSo, Func<string>? state = null)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(since.Elapsed < s_bound, $"Not within {s_bound.TotalMinutes} minutes. {state?.Invoke()}");
            await Task.Delay(s_pause, TestContext.Current.CancellationToken);
        }
    }
}
