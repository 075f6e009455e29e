using Grpc.Core;
using WsAspire.ServiceDefaults.Tests.Hops;
using WsAspire.ServiceDefaults.Tests.Telemetry;

namespace WsAspire.ServiceDefaults.Tests.Branching;

[Collection(typeof(AloneCollection))]
public sealed class BaggageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Baggage_OfOthers_GoesOnToo(bool isTraced)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        string[] traced = ["--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"];
        await using var services = await HopServices.StartAsync(isTraced ? traced : []);

        var http = (await BranchPropagationTests.AskAsync(services, "/hop", ("branch", "f1"), ("baggage", "user=7, branch=f2"))).Split('|')[^1].Split(',');
        var grpc = (await services.Client.CallAsync(new HopRequest(), new Metadata { { "branch", "f1" }, { "baggage", "user=7,branch=f2" } }, cancellationToken: Token)).Next.Baggage.Split(',');

        Assert.Equal(["branch=f1", "user=7"], http.Select(member => member.Replace(" ", "", StringComparison.Ordinal)).Order());
        Assert.Equal(["branch=f1", "user=7"], grpc.Select(member => member.Replace(" ", "", StringComparison.Ordinal)).Order());
    }
}
