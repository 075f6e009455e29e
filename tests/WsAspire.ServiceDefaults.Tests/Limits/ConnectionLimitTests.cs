using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Tests.Limits;

public sealed class ConnectionLimitTests
{
    private const string Request = "GET /peer HTTP/1.1\r\nHost: x\r\n\r\n";
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_OfBothProtocols_CountTogetherAndMakeRoomWhenTheyEnd()
    {
        await using var service = await StartAsync("--Limits:MaxConnections", "2");
        using var http2 = await OpenAsync(service, Preface);
        using (await OpenAsync(service, Request))
        {
            Assert.Equal("", await AskAsync(service));
        }

        // The end of a connection is seen a moment later.
        string answer;
        do
        {
            answer = await AskAsync(service);
        }
        while (answer.Length == 0);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /peer HTTP/1.1\r\nHost: x\r\nX-Slow: ", "HTTP/1.1 408")]
    [InlineData("POST /example/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n{", "HTTP/1.1 408")]
    [Trait("needs", "quiet")]
    public async Task Peer_ThatDripsItsRequest_IsCut(string begin, string answer)
    {
        await using var service = await StartAsync("--Limits:RequestHeadersTimeout", "00:00:01", "--Limits:DataRateGracePeriod", "00:00:01.100");
        using var connection = await RawConnection.OpenAsync(service.Port);
        var since = Stopwatch.GetTimestamp();

        await connection.SendAsync(begin);

        Assert.StartsWith(answer, await connection.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(101, 10, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(5, 8000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(90, 10, HttpStatusCode.OK)]
    public async Task Headers_AboveTheLimits_Are431(int count, int size, HttpStatusCode expected)
    {
        await using var service = await StartAsync();
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('a', size)}\r\n"));

        var answer = await RawConnection.ExchangeAsync(service.Port, $"GET /peer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");

        Assert.StartsWith($"HTTP/1.1 {(int)expected}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_ByDefault_AreKestrelsOrStricter()
    {
        await using var service = await StartAsync();
        var limits = service.App.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal((10_000L, TimeSpan.FromSeconds(10)), (limits.MaxConcurrentConnections, limits.RequestHeadersTimeout));
        Assert.Equal((250, 1 << 20, 768 * 1024), (limits.Http2.MaxStreamsPerConnection, limits.Http2.InitialConnectionWindowSize, limits.Http2.InitialStreamWindowSize));
        Assert.Equal(TimeSpan.FromSeconds(30), limits.Http2.KeepAlivePingDelay);
        Assert.Equal((240.0, TimeSpan.FromSeconds(10)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinResponseDataRate!.GracePeriod));
    }

    [Theory]
    [InlineData("--Limits:MaxConnections", "0", "Limits:maxConnections")]
    [InlineData("--Limits:RequestHeadersTimeout", "soon", "Limits:RequestHeadersTimeout")]
    [InlineData("--Limits:MaxConnection", "5", "Limits:MaxConnection")]
    [InlineData("--Deadline:Max", "00:00:00", "Deadline:max")]
    [InlineData("--Deadline:Default", "never", "Deadline:Default")]
    [InlineData("--Shutdown:DrainTimeout", "-00:00:01", "Shutdown:drainTimeout")]
    public async Task Configuration_ThatIsWrong_RefusesTheStartAndIsNamed(string key, string value, string named)
    {
        var refused = await Assert.ThrowsAnyAsync<OptionsValidationException>(() => StartAsync(key, value));

        Assert.Contains(named, refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<SampleService> StartAsync(params string[] more) => SampleService.StartAsync(["--urls", "http://127.0.0.1:0", .. more], null);

    // Opens a connection and waits for the first answer on it.
    private static async Task<RawConnection> OpenAsync(SampleService service, string text)
    {
        var connection = await RawConnection.OpenAsync(service.Port);
        await connection.SendAsync(text);
        Assert.NotEqual(0, await connection.ReadAsync(new byte[1024]));
        return connection;
    }

    // Empty where the connection is closed instead.
    private static async Task<string> AskAsync(SampleService service)
    {
        try
        {
            return await RawConnection.ExchangeAsync(service.Port, "GET /peer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        }
        catch (IOException)
        {
            Token.ThrowIfCancellationRequested();
            return "";
        }
    }
}
