using Grpc.Core;

namespace RouteProgram;

/// <summary>Says where each kind of call came to.</summary>
public sealed class RouteGrpcService(VisitSource visits, WriteCounter counter, IServiceProvider services) : RouteService.RouteServiceBase
{
    private RouteService.RouteServiceClient? Next => services.GetService<RouteService.RouteServiceClient>();

    public override async Task<Visit> Read(VisitRequest request, ServerCallContext context)
    {
        await Task.Delay(request.WaitMs, context.CancellationToken);
        return visits.Create(Next is { } next ? await next.ReadAsync(request) : null);
    }

    public override async Task<Visit> Write(VisitRequest request, ServerCallContext context)
    {
        await counter.CountAsync(request.Id);
        await Task.Delay(request.WaitMs, context.CancellationToken);
        return visits.Create(Next is { } next ? await next.WriteAsync(request) : null);
    }

    public override async Task Watch(VisitRequest request, IServerStreamWriter<Visit> responseStream, ServerCallContext context)
    {
        using var call = Next?.Watch(request);
        for (var i = 0; i < request.Count; i++)
        {
            await responseStream.WriteAsync(visits.Create(await NextOfAsync(call?.ResponseStream, context)), context.CancellationToken);
            await Task.Delay(call is null ? request.WaitMs : 0, context.CancellationToken);
        }

        await EndAsync(call?.ResponseStream, context);
    }

    public override async Task<Visit> Collect(IAsyncStreamReader<VisitRequest> requestStream, ServerCallContext context)
    {
        using var call = Next?.Collect();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await (call?.RequestStream.WriteAsync(request, context.CancellationToken) ?? Task.CompletedTask);
        }

        await (call?.RequestStream.CompleteAsync() ?? Task.CompletedTask);
        return visits.Create(call is null ? null : await call);
    }

    public override async Task Chat(IAsyncStreamReader<VisitRequest> requestStream, IServerStreamWriter<Visit> responseStream, ServerCallContext context)
    {
        using var call = Next?.Chat();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await (call?.RequestStream.WriteAsync(request, context.CancellationToken) ?? Task.CompletedTask);
            await responseStream.WriteAsync(visits.Create(await NextOfAsync(call?.ResponseStream, context)), context.CancellationToken);
        }

        await (call?.RequestStream.CompleteAsync() ?? Task.CompletedTask);
        await EndAsync(call?.ResponseStream, context);
    }

    private static async Task<Visit?> NextOfAsync(IAsyncStreamReader<Visit>? stream, ServerCallContext context) =>
        stream is not null && await stream.MoveNext(context.CancellationToken) ? stream.Current : null;

    // Trailers, and with them who served, come with the end.
    private static async Task EndAsync(IAsyncStreamReader<Visit>? stream, ServerCallContext context)
    {
        while (await NextOfAsync(stream, context) is not null)
        {
        }
    }
}
