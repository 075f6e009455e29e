namespace StandIns.Tests.Elastic;

/// <summary>Waits for what will be so.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition, Func<string> what)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            Assert.False(timeout.IsCancellationRequested, $"Waited in vain for {what()}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
