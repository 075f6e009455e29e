using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using WsAspire.Hosting.Envoy;

namespace WsAspire.Hosting.Tests.Envoy;

public sealed class EnvoyOtlpTests
{
    private const string Dashboard = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    [Fact]
    public void Dashboard_BeatsTheEnvironment_AndItsKeyIsTheHeader()
    {
        var otlp = Of((Dashboard, "http://localhost:15101"), ("AppHost:OtlpApiKey", "k=1"), (Endpoint, "http://collector:4317"));

        Assert.Equal(new EnvoyOtlp(new EnvoyAddress("127.0.0.1", 15101), "x-otlp-api-key", "k=1"), otlp);
    }

    [Fact]
    public void Environment_NamesACollector_AndItsFirstHeader()
    {
        var otlp = Of((Endpoint, "http://collector:4317"), ("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20x,other=y"));

        Assert.Equal(new EnvoyOtlp(new EnvoyAddress("collector", 4317), "Authorization", "Bearer x"), otlp);
    }

    [Fact]
    public void Collector_WithoutAKey_GetsNoHeader() => Assert.Equal(new EnvoyOtlp(new EnvoyAddress("127.0.0.1", 4317), null, null), Of((Endpoint, "http://127.0.0.1:4317")));

    [Theory]
    [InlineData(Endpoint, "https://collector:4317")]
    [InlineData(Endpoint, "collector")]
    [InlineData("ANOTHER", "http://collector:4317")]
    public void Receiver_ThatEnvoyDoesNotSpeakTo_GetsNoSpans(string key, string value) => Assert.Null(Of((key, value)));

    [Fact]
    public void Receiver_OfAnotherProtocol_GetsNoSpans() => Assert.Null(Of((Endpoint, "http://collector:4318"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")));

    [Fact]
    public void Cluster_HasTheReceiverThatIsNamed_AndElseNone()
    {
        Assert.Equal(new EnvoyOtlp(new EnvoyAddress("otel-collector.observability", 4317), null, null), OfCluster("http://otel-collector.observability:4317"));
        Assert.Null(OfCluster(null));
    }

    [Theory]
    [InlineData("otel-collector:4317")]
    [InlineData("https://otel-collector:4317")]
    [InlineData("http://otel-collector:4317/v1/traces")]
    [InlineData("http://user:password@otel-collector:4317")]
    public void Cluster_WithAnotherReceiver_IsRefused_AndTheKeyNamed(string value) =>
        Assert.StartsWith("Envoy:OtlpEndpoint: '", Assert.Throws<DistributedApplicationException>(() => OfCluster(value)).Message, StringComparison.Ordinal);

    private static EnvoyOtlp? OfCluster(string? value) =>
        EnvoyOtlp.OfCluster(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(EnvoyOtlp.ClusterKey, value)]).Build());

    private static EnvoyOtlp? Of(params (string Key, string Value)[] settings) =>
        EnvoyOtlp.Of(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build());
}
