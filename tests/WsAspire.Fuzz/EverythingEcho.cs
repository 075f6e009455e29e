using Grpc.Core;
using WsAspire.Fuzz.Contract;

namespace WsAspire.Fuzz;

/// <summary>Answers what it was sent. A text such as <c>bytes=1000000</c> asks for an answer of that size instead.</summary>
internal sealed class EverythingEcho : EverythingService.EverythingServiceBase
{
    private const string SizePrefix = "bytes=";
    private const int MaxSize = 4 << 20;

    public override Task<Everything> Echo(Everything request, ServerCallContext context) => Task.FromResult(Answer(request));

    public override Task<Everything> Replace(Everything request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Everything> Change(Everything request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Everything> Append(Everything request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Everything> Read(Everything request, ServerCallContext context) => Task.FromResult(request);

    public override async Task Watch(Everything request, IServerStreamWriter<Everything> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(request, context.CancellationToken);
        await responseStream.WriteAsync(request, context.CancellationToken);
    }

    public override async Task<Everything> Upload(IAsyncStreamReader<Everything> requestStream, ServerCallContext context)
    {
        var last = new Everything();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            last = request;
        }

        return last;
    }

    public override async Task Chat(IAsyncStreamReader<Everything> requestStream, IServerStreamWriter<Everything> responseStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(request, context.CancellationToken);
        }
    }

    private static Everything Answer(Everything request) =>
        request.Text.StartsWith(SizePrefix, StringComparison.Ordinal) && int.TryParse(request.Text.AsSpan(SizePrefix.Length), out var size) && size is >= 0 and <= MaxSize
            ? new Everything { Text = new string('x', size) }
            : request;
}
