using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Tests.Hops;

namespace WsAspire.ServiceDefaults.Tests.Branching;

/// <summary>Says which branch it sees, and asks the next service where there is one.</summary>
public sealed class HopGrpcService(IServiceProvider services) : HopService.HopServiceBase
{
    private HopService.HopServiceClient? Next => services.GetService<HopService.HopServiceClient>();

    public override async Task<Hop> Call(HopRequest request, ServerCallContext context)
    {
        var hop = Describe(context);
        if (Next is { } next)
        {
            hop.Next = request.How switch
            {
                "task" => await Task.Run(() => AskAsync(next)),
                "all" => (await Task.WhenAll(AskAsync(next), AskAsync(next), Task.Run(() => AskAsync(next))))[^1],
                "queue" => await QueueAsync(next),
                "fail" => await next.CallAsync(request),
                _ => await AskAsync(next),
            };
        }
        else if (request.How == "fail")
        {
            throw new RpcException(new Status(StatusCode.NotFound, "not here"));
        }

        return hop;
    }

    public override async Task Watch(HopRequest request, IServerStreamWriter<Hop> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(Describe(context), context.CancellationToken);
        if (Next is { } next)
        {
            using var call = next.Watch(new HopRequest());
            await foreach (var hop in call.ResponseStream.ReadAllAsync(context.CancellationToken))
            {
                await responseStream.WriteAsync(hop, context.CancellationToken);
            }
        }
    }

    public override async Task<Hop> Collect(IAsyncStreamReader<HopRequest> requestStream, ServerCallContext context)
    {
        var hop = Describe(context);
        using var call = Next?.Collect();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await (call?.RequestStream.WriteAsync(request, context.CancellationToken) ?? Task.CompletedTask);
        }

        if (call is not null)
        {
            await call.RequestStream.CompleteAsync();
            hop.Next = await call;
        }

        return hop;
    }

    public override async Task Chat(IAsyncStreamReader<HopRequest> requestStream, IServerStreamWriter<Hop> responseStream, ServerCallContext context)
    {
        using var call = Next?.Chat();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var hop = Describe(context);
            if (call is not null)
            {
                await call.RequestStream.WriteAsync(request, context.CancellationToken);
                await call.ResponseStream.MoveNext(context.CancellationToken);
                hop.Next = call.ResponseStream.Current;
            }

            await responseStream.WriteAsync(hop, context.CancellationToken);
        }

        if (call is not null)
        {
            await call.RequestStream.CompleteAsync();
            while (await call.ResponseStream.MoveNext(context.CancellationToken))
            {
            }
        }
    }

    private static async Task<Hop> AskAsync(HopService.HopServiceClient next)
    {
        await Task.Yield();
        return await next.CallAsync(new HopRequest());
    }

    // What works on the queue began before the request, in a flow without a branch.
    private static async Task<Hop> QueueAsync(HopService.HopServiceClient next)
    {
        var queue = Channel.CreateUnbounded<(BranchContext? Branch, TaskCompletionSource<Hop> Done)>();
        Task worker;
        using (ExecutionContext.SuppressFlow())
        {
            worker = Task.Run(async () =>
            {
                Assert.Null(BranchContext.Current);
                var item = await queue.Reader.ReadAsync();
                using (BranchContext.Use(item.Branch))
                {
                    item.Done.SetResult(await AskAsync(next));
                }

                Assert.Null(BranchContext.Current);
            });
        }

        var done = new TaskCompletionSource<Hop>();
        queue.Writer.TryWrite((BranchContext.Current, done));
        await worker;
        return await done.Task;
    }

    private static Hop Describe(ServerCallContext context)
    {
        var headers = context.GetHttpContext().Request.Headers;
        return new Hop { Branch = BranchContext.Current?.Branch ?? "", Header = headers["branch"].ToString(), Baggage = headers.Baggage.ToString() };
    }
}
