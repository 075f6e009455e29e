using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Tests.Hosts;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Tests.Otlp;

/// <summary>What anybody may send by HTTP.</summary>
public sealed class OtlpHttpTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/v1/logs")]
    [InlineData("/v1/metrics")]
    public async Task Body_ThatIsBad_IsRefusedClearly_AndTheNextIsTaken(string path)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(dashboard, path, [0xff, 0xff, 0xff]));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(dashboard, path, "no gzip at all"u8.ToArray(), encoding: "gzip"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await PostAsync(dashboard, path, [], type: "application/json"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await PostAsync(dashboard, path, [], encoding: "br"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(dashboard, path, new byte[Limits.Request + 1]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(dashboard, path, Pack(new byte[64 << 20]), encoding: "gzip"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(dashboard, path, []));
    }

    [Fact]
    public async Task Values_NestedTooDeep_AreRefused()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var deep = new OpenTelemetry.Proto.Common.V1.AnyValue { StringValue = "x" };
        for (var i = 0; i < 200; i++)
        {
            deep = new() { ArrayValue = new() { Values = { deep } } };
        }

        var span = Make.Span(1, 1);
        span.Attributes.Add(new OpenTelemetry.Proto.Common.V1.KeyValue { Key = "deep", Value = deep });

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(dashboard, "/v1/traces", Make.Traces(Make.From("a", span)).ToByteArray()));
    }

    [Fact]
    public async Task Body_PackedByGzip_IsTaken()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(dashboard, "/v1/traces", Pack(Make.Traces(Make.From("a", Make.Span(0xabc, 1))).ToByteArray()), encoding: "gzip"));

        Assert.Equal("a", (string?)(await dashboard.ReadAsync("/api/traces"))["items"]![0]!["resource"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("the-api-key2")]
    public async Task Key_ThatIsMissingOrWrong_Is401(string? key)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = new HttpClient { BaseAddress = dashboard.Application.OtlpHttp };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = Content([], "application/x-protobuf", null) };
        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        using var answer = await client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Span_WithoutIds_IsRejectedAlone()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var noTrace = Make.Span(1, 2);
        noTrace.TraceId = ByteString.CopyFrom(1, 2, 3);
        var zero = Make.Span(0, 3);
        using var content = Content(Make.Traces(Make.From("a", Make.Span(1, 1), noTrace, zero)).ToByteArray(), "application/x-protobuf", null);

        using var answer = await dashboard.Otlp.PostAsync("/v1/traces", content, Cancelled);

        var response = ExportTraceServiceResponse.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync(Cancelled));
        Assert.Equal(2, response.PartialSuccess.RejectedSpans);
        Assert.Equal(1, dashboard.Application.Telemetry.Traces.Spans);
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static ByteArrayContent Content(byte[] body, string type, string? encoding)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return content;
    }

    private static async Task<HttpStatusCode> PostAsync(TestDashboard dashboard, string path, byte[] body, string type = "application/x-protobuf", string? encoding = null)
    {
        using var content = Content(body, type, encoding);
        using var answer = await dashboard.Otlp.PostAsync(path, content, Cancelled);
        return answer.StatusCode;
    }
}
