using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Tests.Hosts;
using Grpc.Core;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Tests.Otlp;

/// <summary>What anybody may send by gRPC.</summary>
public sealed class OtlpGrpcTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Key_ThatIsMissingOrWrong_IsUnauthenticated(string? key)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var headers = key is null ? [] : new Metadata { { "x-otlp-api-key", key } };

        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
            await new TraceService.TraceServiceClient(dashboard.Channel).ExportAsync(new(), headers, cancellationToken: Cancelled));

        Assert.Equal(StatusCode.Unauthenticated, exception.StatusCode);
    }

    [Fact]
    public async Task Message_ThatIsTooLarge_IsRefused_AndTheNextIsTaken()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var large = Make.Traces(Make.From("a", Make.Span(1, 1, attributes: Make.Attribute("x", new string('x', Limits.Request)))));

        var exception = await Assert.ThrowsAsync<RpcException>(() => dashboard.SendAsync(large));
        await dashboard.SendAsync(Make.Traces(Make.From("a", Make.Span(2, 1))));

        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.Equal(1, dashboard.Application.Telemetry.Traces.Spans);
    }

    [Fact]
    public async Task Message_OfGarbage_IsRefused_AndTheNextIsTaken()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector.trace.v1.TraceService", "Export", bytes, bytes);
        var invoker = dashboard.Channel.CreateCallInvoker();

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await invoker.AsyncUnaryCall(method, null, new(TestDashboard.Headers, cancellationToken: Cancelled), [0xff, 0xff]));
        await dashboard.SendAsync(Make.Traces(Make.From("a", Make.Span(2, 1))));

        Assert.NotEqual(StatusCode.OK, exception.StatusCode);
        Assert.Equal(1, dashboard.Application.Telemetry.Traces.Spans);
    }

    [Fact]
    public async Task Texts_AndAttributes_AreBounded()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var span = Make.Span(1, 1, name: new string('n', 10_000));
        span.Attributes.AddRange(Enumerable.Range(0, 1000).Select(i => Make.Attribute($"key{i}", new string('v', i == 0 ? 100_000 : 1))));
        span.Events.AddRange(Enumerable.Range(0, 1000).Select(i => new OpenTelemetry.Proto.Trace.V1.Span.Types.Event { Name = $"event{i}" }));
        span.EndTimeUnixNano = 0;

        await dashboard.SendAsync(Make.Traces(Make.From("a", span)));

        var kept = dashboard.Application.Telemetry.Traces.Find(1)!.Spans[0];
        Assert.Equal(
            (Limits.Name, Limits.Attributes, Limits.Text, Limits.Events, 0L),
            (kept.Name.Length, kept.Attributes.Length, kept.Attributes[0].Value.Length, kept.Events.Length, kept.Duration));
    }

    [Fact]
    public async Task Senders_WithoutEnd_AreKeptByNameAlone()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        await dashboard.SendAsync(Make.Traces([.. Enumerable.Range(1, 2_100).Select(i => Make.From($"service{i}", Make.Span((UInt128)i, 1)))]));

        var resources = dashboard.Application.Telemetry.Traces.Search(new()).Select(trace => trace.Spans[0].Resource).ToList();
        Assert.Equal(2_100, resources.Count);
        Assert.Equal("service2100", resources[0].Name);
        Assert.Empty(resources[0].Attributes);
        Assert.NotEmpty(resources[^1].Attributes);
    }
}
