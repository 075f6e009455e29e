using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Tests.Ports;

/// <summary>What a public port meets, and has to outlive.</summary>
public sealed class OnePortHardeningTests(SampleServiceFixture fixture) : IClassFixture<SampleServiceFixture>
{
    private const string Get = "GET /peer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private const string EmptySettings = "\0\0\0\u0004\0\0\0\0\0";
    private const byte Settings = 4;
    private const byte GoAway = 7;

    private readonly SampleService _service = fixture.Service;

    [Fact]
    public async Task Preface_SplitAnywhere_IsHttp2()
    {
        for (var at = 1; at < Preface.Length; at++)
        {
            using var connection = await RawConnection.OpenAsync(_service.Port);
            await connection.SendAsync(Preface[..at]);
            await connection.SendAsync(Preface[at..] + EmptySettings);

            Assert.Equal(Settings, await ReadFrameTypeAsync(connection));
        }
    }

    [Fact]
    public async Task Preface_ByteByByte_IsHttp2()
    {
        using var connection = await RawConnection.OpenAsync(_service.Port);
        foreach (var letter in Preface + EmptySettings)
        {
            await connection.SendAsync(letter.ToString());
        }

        Assert.Equal(Settings, await ReadFrameTypeAsync(connection));
    }

    [Theory]
    [InlineData("garbage that is no frame at all, and some more of it")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u00ff\u00ff\u00ff\u0004\0\0\0\0\0")]
    public async Task Preface_ThenGarbage_EndsThatConnectionOnly(string garbage)
    {
        using var connection = await RawConnection.OpenAsync(_service.Port);

        await connection.SendAsync(Preface + garbage);
        var answer = Encoding.Latin1.GetBytes(await connection.ReadToEndAsync());

        Assert.Contains(GoAway, answer);
        await AnswersAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r")]
    public async Task PartOfThePreface_ThenFin_IsClosed(string sent)
    {
        using var connection = await RawConnection.OpenAsync(_service.Port);

        await connection.SendAsync(sent);
        connection.Finish();

        // Kestrel says 400 or nothing, by which it sees first: the bytes or the end.
        Assert.True(await connection.ReadToEndAsync() is var answer && (answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal)), answer);
        await AnswersAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRI * HT")]
    [InlineData(Preface)]
    [InlineData("GET /pe")]
    public async Task Peer_ThatResets_IsNoWarning(string sent)
    {
        for (var i = 0; i < 50; i++)
        {
            using var connection = await RawConnection.OpenAsync(_service.Port);
            await connection.SendAsync(sent);
            connection.Reset();
        }

        await AnswersAsync();
        Assert.DoesNotContain(_service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Stop_WhileConnectionsComeAndStall_EndsInTime()
    {
        await using var service = await SampleService.StartAsync();
        var port = service.Port;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var callers = Enumerable.Range(0, 8).Select(i => Task.Run(() => CallUntilRefusedAsync(port, i, stop.Token), stop.Token)).ToArray();
        await RawConnection.ExchangeAsync(port, Get);
        var since = Stopwatch.GetTimestamp();

        await service.App.StopAsync(stop.Token);

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Accept_ThatFails_IsTriedAgainAfterAPauseAndToldOnce()
    {
        const int Failures = 3;
        var since = Stopwatch.GetTimestamp();
        await using var service = await SampleService.StartAsync(builder => builder.Services.AddSingleton<IConnectionListenerFactory>(
            services => new FailingTransport(ActivatorUtilities.CreateInstance<SocketTransportFactory>(services), Failures)));

        Assert.StartsWith("HTTP/1.1 200", await RawConnection.ExchangeAsync(service.Port, Get), StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30));
        Assert.Single(service.Logs.Lines, line => line.Level == LogLevel.Error && line.Message.Contains("can take no connection now", StringComparison.Ordinal));
        Assert.Single(service.Logs.Lines, line => line.Message.EndsWith("takes connections again.", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Stop_WhileAcceptFails_EndsInTime()
    {
        await using var service = await SampleService.StartAsync(builder => builder.Services.AddSingleton<IConnectionListenerFactory>(
            services => new FailingTransport(ActivatorUtilities.CreateInstance<SocketTransportFactory>(services), int.MaxValue)));
        var since = Stopwatch.GetTimestamp();

        await service.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task MaxConcurrentConnections_OfKestrel_HoldsForBothProtocolsTogether()
    {
        await using var service = await SampleService.StartAsync(
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxConcurrentConnections = 2));
        using var first = await RawConnection.OpenAsync(service.Port);
        await first.SendAsync("GET /peer HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.NotEqual(0, await first.ReadAsync(new byte[1]));
        using var second = await RawConnection.OpenAsync(service.Port);
        await second.SendAsync(Preface + EmptySettings);
        Assert.Equal(Settings, await ReadFrameTypeAsync(second));

        Assert.Empty(await RawConnection.ExchangeAsync(service.Port, Get));
        Assert.Empty(await RawConnection.ExchangeAsync(service.Port, Preface + EmptySettings));
        Assert.Single(service.Logs.Lines, line => line.Level == LogLevel.Warning && line.Message.EndsWith("has 2 connections (Limits:MaxConnections); more are closed at once.", StringComparison.Ordinal));

        first.Dispose();
        string answer;
        do
        {
            answer = await RawConnection.ExchangeAsync(service.Port, Get);
        }
        while (answer.Length == 0);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    private static async Task CallUntilRefusedAsync(int port, int kind, CancellationToken token)
    {
        var sent = new List<RawConnection>();
        try
        {
            while (!token.IsCancellationRequested)
            {
                var connection = await RawConnection.OpenAsync(port);
                sent.Add(connection);
                await connection.SendAsync((kind % 4) switch { 0 => "", 1 => "PRI * HT", 2 => Preface, _ => Get });
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // The port is closed.
        }
        finally
        {
            sent.ForEach(connection => connection.Dispose());
        }
    }

    private async Task AnswersAsync() =>
        Assert.StartsWith("HTTP/1.1 200", await RawConnection.ExchangeAsync(_service.Port, Get), StringComparison.Ordinal);

    private static async Task<byte> ReadFrameTypeAsync(RawConnection connection)
    {
        var header = new byte[9];
        var length = 0;
        while (length < header.Length)
        {
            var read = await connection.ReadAsync(header.AsMemory(length));
            Assert.NotEqual(0, read);
            length += read;
        }

        return header[3];
    }
}
