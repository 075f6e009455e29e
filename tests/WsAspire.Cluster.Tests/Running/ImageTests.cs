namespace WsAspire.Cluster.Tests.Running;

/// <summary>Each image by itself, in a pod that is restricted: no other part of the system is there.</summary>
[Collection(Cluster.Tests)]
[Trait(Cluster.Needs, Cluster.Tests)]
public sealed class ImageTests(Cluster cluster) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await cluster.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Images_EachAlone_BecomeReadyAndAnswer()
    {
        var said = await Shell.RunAsync("deploy/images/test --built", TimeSpan.FromMinutes(6));

        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.Matches(@"\n[1-9]\d* passed, 0 failed, \d+ skipped\s*$", said);
    }
}
