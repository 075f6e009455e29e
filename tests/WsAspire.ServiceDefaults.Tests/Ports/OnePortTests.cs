using System.Diagnostics;
using System.Net;
using Hello;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Tests.Ports;

public sealed class OnePortTests
{
    private const string Get = "GET /peer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CleartextPort_GrpcAndHttp1_BothAnswered()
    {
        await using var service = await SampleService.StartAsync();

        var grpc = await new HelloHTTP.HelloHTTPClient(service.Channel).SayHelloAsync(new HelloHTTPRequest { Name = "gRPC" }, cancellationToken: Token);
        var http = await RawConnection.ExchangeAsync(
            service.Port,
            "POST /example/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 15\r\n\r\n{\"name\": \"JS\"} ");

        Assert.Equal("Hello gRPC.", grpc.Message);
        Assert.StartsWith("HTTP/1.1 200 OK", http, StringComparison.Ordinal);
        Assert.Contains("{\"message\":\"Hello JS.\"}", http.Replace("\": ", "\":", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Connection_SentByteByByte_Answered()
    {
        await using var service = await SampleService.StartAsync();
        using var connection = await RawConnection.OpenAsync(service.Port);

        foreach (var letter in Get)
        {
            await connection.SendAsync(letter.ToString());
        }

        Assert.StartsWith("HTTP/1.1 200", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRI / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("\u0016\u0003\u0001\u0000\u0000", "HTTP/1.1 400")]
    [InlineData("garbage\r\n\r\n", "HTTP/1.1 400")]
    public async Task Connection_NotHttp2_FallsToHttp1(string bytes, string answer)
    {
        await using var service = await SampleService.StartAsync();

        Assert.StartsWith(answer, await RawConnection.ExchangeAsync(service.Port, bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Peer_OverBothProtocols_IsTheClientItself()
    {
        await using var service = await SampleService.StartAsync();
        using var connection = await RawConnection.OpenAsync(service.Port);
        using var http2 = service.CreateHttpClient();
        http2.DefaultRequestVersion = HttpVersion.Version20;
        http2.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;

        await connection.SendAsync(Get);

        Assert.EndsWith($"127.0.0.1:{connection.LocalEndPoint.Port} HTTP/1.1", (await connection.ReadToEndAsync()).TrimEnd('\r', '\n', '0'), StringComparison.Ordinal);
        var second = await http2.GetStringAsync("/peer", Token);
        Assert.StartsWith("127.0.0.1:", second, StringComparison.Ordinal);
        Assert.EndsWith(" HTTP/2", second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRI * HT")]
    [Trait("needs", "quiet")]
    public async Task Connection_ThatStalls_IsClosedAfterTheTimeout(string sent)
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--OnePort:SniffTimeout", "00:00:00.5"], null);
        var since = Stopwatch.GetTimestamp();
        using var connection = await RawConnection.OpenAsync(service.Port);

        await connection.SendAsync(sent);
        var answer = await connection.ReadToEndAsync();

        Assert.Empty(answer);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Undecided_AboveTheCap_OldestIsClosedAndOthersAreServed()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--OnePort:MaxUndecidedConnections", "2"], null);
        using var oldest = await RawConnection.OpenAsync(service.Port);
        using var second = await RawConnection.OpenAsync(service.Port);
        using var third = await RawConnection.OpenAsync(service.Port);

        Assert.Empty(await oldest.ReadToEndAsync());
        await third.SendAsync(Get);
        await second.SendAsync(Get);

        Assert.StartsWith("HTTP/1.1 200", await third.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await second.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Stop_WithSilentConnections_IsNotHeldBack()
    {
        await using var service = await SampleService.StartAsync();
        using var silent = await RawConnection.OpenAsync(service.Port);
        using var half = await RawConnection.OpenAsync(service.Port);
        await half.SendAsync("PRI * HT");
        await RawConnection.ExchangeAsync(service.Port, Get);
        var since = Stopwatch.GetTimestamp();

        await service.App.StopAsync(Token);

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Empty(await silent.ReadToEndAsync());
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Stop_WhileARequestIsOnItsWay_ItIsAnswered()
    {
        await using var service = await SampleService.StartAsync();
        using var connection = await RawConnection.OpenAsync(service.Port);
        await connection.SendAsync("G");
        await RawConnection.ExchangeAsync(service.Port, Get);

        var stop = service.App.StopAsync(Token);
        await connection.SendAsync(Get[1..]);

        Assert.StartsWith("HTTP/1.1 200", await connection.ReadToEndAsync(), StringComparison.Ordinal);
        await stop;
    }

    [Fact]
    public async Task Client_ThatLeavesBeforeItSpeaks_IsNoError()
    {
        await using var service = await SampleService.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            using var connection = await RawConnection.OpenAsync(service.Port);
            await connection.SendAsync(i % 2 == 0 ? "" : "PR");
        }

        Assert.StartsWith("HTTP/1.1 200", await RawConnection.ExchangeAsync(service.Port, Get), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }
}
