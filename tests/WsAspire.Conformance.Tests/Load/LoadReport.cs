namespace WsAspire.Conformance.Tests.Load;

/// <summary>Says in a line what a load saw.</summary>
internal static class LoadReport
{
    /// <summary>Writes the line into the output of the test.</summary>
    public static void Write(string what, IReadOnlyList<LoadAnswer> answers)
    {
        var latencies = answers.Select(answer => answer.Latency.TotalMilliseconds).Order().ToArray();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{what}: {answers.Count} requests, {answers.Count(answer => answer.Error is not null)} failed, p50 {latencies[latencies.Length / 2]:f1} ms, p99 {latencies[latencies.Length * 99 / 100]:f1} ms, max {latencies[^1]:f0} ms");
        foreach (var errors in answers.Where(answer => answer.Error is not null).GroupBy(answer => answer.Error))
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{errors.Count()} x {errors.Key}");
        }
    }

    /// <summary>Fails where a request did, and says how the first few did.</summary>
    public static void NoneFailed(IReadOnlyList<LoadAnswer> answers, Func<string> log)
    {
        var failed = answers.Where(answer => answer.Error is not null).ToArray();
        Assert.True(failed.Length == 0, $"{failed.Length} of {answers.Count} failed:\n{string.Join('\n', failed.Take(5))}\n{(failed.Length == 0 ? "" : log())}");
    }
}
