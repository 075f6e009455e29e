namespace WsAspire.ServiceDefaults.Tests;

/// <summary>One service for all tests of a class that only ask.</summary>
public sealed class SampleServiceFixture : IAsyncLifetime
{
    public SampleService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await SampleService.StartAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
