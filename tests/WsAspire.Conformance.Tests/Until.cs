using System.Diagnostics;

namespace WsAspire.Conformance.Tests;

/// <summary>Waits for conditions.</summary>
internal static class Until
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again until it is so, a minute at most.</summary>
    /// <param name="isSo">The question.</param>
    /// <param name="why">What is told where it never was.</param>
    public static async Task TrueAsync(Func<Task<bool>> isSo, Func<string>? why = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < s_limit, why?.Invoke() ?? "It never was.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
