using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Tests.Routes;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

/// <summary>Answers what it was sent, and how it saw the call.</summary>
public sealed class RouteGrpcService : RouteService.RouteServiceBase
{
    /// <summary>Set when a counting that nobody reads any more was cancelled.</summary>
    public static TaskCompletionSource CountCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task<Choice> Choose(Choice request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Named> Read(Named request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Listed> List(Named request, ServerCallContext context) => Task.FromResult(new Listed { Items = { "a", "b" } });

    public override Task<PatchRequest> Patch(PatchRequest request, ServerCallContext context) => Task.FromResult(request);

    public override Task<HttpBody> Upload(UploadRequest request, ServerCallContext context) =>
        Task.FromResult(new HttpBody { ContentType = request.Content.ContentType, Data = ByteString.CopyFromUtf8($"{request.Name}:{request.Content.Data.Length}") });

    public override async Task<Listed> Seen(Named request, ServerCallContext context)
    {
        var seen = new Listed
        {
            Items = { context.RequestHeaders.Select(header => $"{header.Key}={(header.IsBinary ? Convert.ToHexString(header.ValueBytes) : header.Value)}").Order() },
        };
        await context.WriteResponseHeadersAsync(new Metadata { { "x-seen", "yes" } });
        return seen;
    }

    public override async Task<Named> Trail(Named request, ServerCallContext context)
    {
        context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        context.ResponseTrailers.Add("x-cost", "7");
        context.ResponseTrailers.Add("x-cost", "8");
        context.ResponseTrailers.Add("x-key-bin", [1, 2]);
        context.ResponseTrailers.Add("branch-served", "ws-sample=test");
        switch (request.Name)
        {
            case "later":
                await Task.Yield();
                break;
            case "busy":
                throw new SampleException(ErrorKind.ResourceExhausted) { RetryAfter = TimeSpan.FromSeconds(2.5) };
            case "who":
                throw new SampleException(ErrorKind.Unauthenticated);
            case "status":
                throw new RpcException(new Status(StatusCode.NotFound, "none"), new Metadata { { "x-why", "gone" } });
        }

        return request;
    }

    public override async Task Count(Named request, IServerStreamWriter<Named> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new Named { Name = "1" }, context.CancellationToken);
        if (request.Name == "forever")
        {
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                CountCancelled.TrySetResult();
                throw;
            }
        }

        await responseStream.WriteAsync(new Named { Name = "2" }, context.CancellationToken);
        if (request.Name == "fail")
        {
            throw new SampleException(ErrorKind.NotFound);
        }
    }

    public override async Task<Named> Collect(IAsyncStreamReader<Named> requestStream, ServerCallContext context)
    {
        var last = new Named();
        await foreach (var named in requestStream.ReadAllAsync(context.CancellationToken))
        {
            last = named;
        }

        return last;
    }
}
