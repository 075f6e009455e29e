using BackEndProgram.Calls;
using Grpc.Core;
using Grpc.Net.Client;
using WsGateway.Tests.Hosts;

namespace WsGateway.Tests;

/// <summary>Calls of gRPC through the gateway: each kind, headers and trailers, deadlines, and streams whose branch goes.</summary>
public sealed class GrpcTests : IAsyncLifetime
{
    private Place? _place;
    private GrpcChannel? _channel;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Metadata Branch => new() { { "branch", "f1" } };

    private CallService.CallServiceClient Client => new(_channel!);

    public async ValueTask InitializeAsync()
    {
        _place = await Place.CreateAsync();
        _channel = GrpcChannel.ForAddress(_place.Gateway.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _channel!.Dispose();
        await _place!.DisposeAsync();
    }

    [Fact]
    public async Task Calls_OfEachKind_PassWithHeadersAndTrailers()
    {
        using var unary = Client.UnaryAsync(new Call { Number = 1 }, Branch, cancellationToken: Token);
        Assert.Equal("f1", (await unary.ResponseAsync).Name);
        Assert.Equal("f1", (await unary.ResponseHeadersAsync).GetValue("header-of"));
        Assert.Equal("f1", unary.GetTrailers().GetValue("trailer-of"));

        using var watch = Client.Watch(new Call { Number = 3 }, Branch, cancellationToken: Token);
        Assert.Equal([1, 2, 3], await watch.ResponseStream.ReadAllAsync(Token).Select(answer => answer.Number).ToListAsync(Token));

        using var collect = Client.Collect(Branch, cancellationToken: Token);
        foreach (var number in (int[])[1, 2, 3])
        {
            await collect.RequestStream.WriteAsync(new Call { Number = number }, Token);
        }

        await collect.RequestStream.CompleteAsync();
        Assert.Equal(6, (await collect.ResponseAsync).Number);

        using var chat = Client.Chat(Branch, cancellationToken: Token);
        foreach (var number in (int[])[4, 5, 6])
        {
            await chat.RequestStream.WriteAsync(new Call { Number = number }, Token);
            Assert.True(await chat.ResponseStream.MoveNext(Token));
            Assert.Equal(number, chat.ResponseStream.Current.Number);
        }

        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(Token));
        Assert.Equal("f1", chat.GetTrailers().GetValue("trailer-of"));
    }

    [Fact]
    public async Task Stream_OfManyMegabytes_PassesWhole()
    {
        using var collect = Client.Collect(Branch, cancellationToken: Token);
        var ballast = Google.Protobuf.ByteString.CopyFrom(new byte[100_000]);
        for (var i = 0; i < 50; i++)
        {
            await collect.RequestStream.WriteAsync(new Call { Ballast = ballast }, Token);
        }

        await collect.RequestStream.CompleteAsync();
        Assert.Equal(5_000_000, (await collect.ResponseAsync).Number);
    }

    [Fact]
    public async Task Deadline_IsTheCallers()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() =>
            Client.UnaryAsync(new Call { Number = 20_000 }, Branch, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(0.5), cancellationToken: Token).ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
    }

    [Fact]
    public async Task UnknownMethod_IsTheServicesAnswer()
    {
        var method = new Method<Call, Answer>(MethodType.Unary, "ws.tests.calls.CallService", "Nothing", Marshallers.Create(_ => [], _ => new Call()), Marshallers.Create(_ => [], _ => new Answer()));
        var exception = await Assert.ThrowsAsync<RpcException>(() => _channel!.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(Branch, cancellationToken: Token), new Call()).ResponseAsync);

        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
    }

    [Fact]
    public async Task Stream_WhoseBranchGoes_GoesOn()
    {
        using var chat = Client.Chat(Branch, cancellationToken: Token);
        await chat.RequestStream.WriteAsync(new Call { Number = 1 }, Token);
        Assert.True(await chat.ResponseStream.MoveNext(Token));

        await _place!.F1Registration.DisposeAsync();
        await _place.Gateway.ServesAsync("f1", "test");
        await chat.RequestStream.WriteAsync(new Call { Number = 2 }, Token);

        Assert.True(await chat.ResponseStream.MoveNext(Token));
        Assert.Equal(("f1", 2), (chat.ResponseStream.Current.Name, chat.ResponseStream.Current.Number));
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(Token));
    }

    [Fact]
    public async Task NobodyThere_IsUnavailable()
    {
        await _place!.F1.KillAsync();
        await _place.Test.KillAsync();

        // A read finds out that the connections are gone.
        Assert.Equal(503, (await _place.Gateway.GetAsync("f1")).Status);
        var exception = await Assert.ThrowsAsync<RpcException>(() => Client.ChangeAsync(new Call(), Branch, cancellationToken: Token).ResponseAsync);

        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        Assert.Equal("No instance of the service can be reached.", exception.Status.Detail);
    }
}
