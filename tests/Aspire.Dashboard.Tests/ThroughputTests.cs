using System.Diagnostics;
using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Tests.Hosts;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Aspire.Dashboard.Tests;

/// <summary>What the dashboard can take, and how long questions take when it is full. The figures are printed, not judged: how fast a machine is, is not a matter of right or wrong.</summary>
[Collection(AloneCollection.Name)]
public sealed class ThroughputTests(ITestOutputHelper output)
{
    private const int Batch = 512;
    private const int SpansPerTrace = 8;
    private const int Sent = 150_000;

    [Fact]
    public async Task HundredThousandSpans_AreKept_AndAnswered()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var client = new TraceService.TraceServiceClient(dashboard.Channel);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var making = TimeSpan.Zero;
        for (var sent = 0; sent < Sent; sent += Batch)
        {
            var began = clock.Elapsed;
            var request = Request(sent);
            making += clock.Elapsed - began;
            await client.ExportAsync(request, TestDashboard.Headers, cancellationToken: TestContext.Current.CancellationToken);
        }

        var took = clock.Elapsed - making;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        var traces = dashboard.Application.Telemetry.Traces;
        output.WriteLine($"{Sent:N0} spans by gRPC, {Batch} at a time, one sender in the same process: {Sent / took.TotalSeconds:N0} spans/s");
        output.WriteLine($"{traces.Spans:N0} spans kept in {traces.Traces:N0} traces: {kept / 1048576.0:N0} MiB of the heap, {traces.Bytes / 1048576.0:N0} MiB as estimated");
        foreach (var query in (string[])["", "?branch=f7", "?errors=true", "?text=needle", "?minMs=1000&text=abc&resource=ws-order"])
        {
            var times = new List<double>();
            for (var i = 0; i < 5; i++)
            {
                var began = clock.Elapsed;
                await dashboard.ReadAsync($"/api/traces{query}");
                times.Add((clock.Elapsed - began).TotalMilliseconds);
            }

            output.WriteLine($"GET /api/traces{query}: {times.Order().ElementAt(2):N1} ms (median of 5)");
        }

        Assert.InRange(traces.Spans, Limits.Spans - SpansPerTrace, Limits.Spans);
        Assert.InRange(kept, 0, Limits.SpanBytes);
        Assert.InRange(kept, traces.Bytes / 3, traces.Bytes * 2);
    }

    [Theory]
    [InlineData(1, 16_000)]
    [InlineData(128, 60)]
    public void LargeSpans_AreBoundedByTheirBytes(int attributes, int characters)
    {
        var store = new TraceStore();
        var reader = new SpanReader(new());
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 1UL; i <= 2 || store.Find(1) is not null; i++)
        {
            for (var j = 0UL; j < 512; j++)
            {
                var span = Make.Span(i, j + 1, attributes: [.. Enumerable.Range(0, attributes).Select(n => Make.Attribute($"{n}", $"{i} {j} {n} ".PadRight(characters, 'x')))]);
                store.Add(reader.Read(Make.Traces(Make.From("ws-order", span)), out _));
            }
        }

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{store.Spans:N0} spans of {attributes} attributes of {characters:N0} characters: {kept / 1048576.0:N0} MiB of the heap, {store.Bytes / 1048576.0:N0} MiB as estimated");
        Assert.InRange(store.Bytes, Limits.SpanBytes / 2, Limits.SpanBytes);
        Assert.InRange(kept, store.Bytes / 2, store.Bytes * 5 / 4);
    }

    [Fact]
    public void Intake_WithoutTheNetwork()
    {
        var intake = new Intake(new());
        byte[][] requests = [.. Enumerable.Range(0, 200).Select(i => Request(i * Batch).ToByteArray())];
        Run();
        var clock = Stopwatch.StartNew();

        Run();

        output.WriteLine($"reading and keeping alone: {requests.Length * Batch / clock.Elapsed.TotalSeconds:N0} spans/s, one thread");
        void Run() => Array.ForEach(requests, request => Assert.Null(intake.Take(ExportTraceServiceRequest.Parser.ParseFrom(request)).PartialSuccess));
    }

    private static ExportTraceServiceRequest Request(int from)
    {
        var spans = Enumerable.Range(from, Batch).Select(i => Make.Span(
            1 + (UInt128)(i / SpansPerTrace), (ulong)i + 1, (ulong)(i % SpansPerTrace == 0 ? 0 : i), "GET /v1/orders/{id}", i, i % 50, i % 200 == 0,
            Make.Attribute("http.request.method", "GET"),
            Make.Attribute("http.route", "/v1/orders/{id}"),
            Make.Attribute("http.response.status_code", "200"),
            Make.Attribute("url.path", $"/v1/orders/{i:x8}"),
            Make.Attribute("server.address", "localhost"),
            Make.Attribute("network.protocol.version", "2"),
            Make.Attribute("branch", $"f{i % 20}"),
            Make.Attribute("user_agent.original", "grpc-dotnet/2.85.0 (.NET 10.0.0; CLR 10.0.0; net10.0; linux; x64)"),
            Make.Attribute("db.query.text", $"SELECT o.id, o.user_id, o.total FROM orders AS o WHERE o.id = {i} LIMIT 1"))).ToArray<Span>();
        return Make.Traces(Make.From("ws-order", spans));
    }
}
