using BackEndProgram.Calls;
using Grpc.Core;

namespace BackEndProgram;

/// <summary>Calls of each kind, with a header and a trailer.</summary>
internal sealed class CallService(Identity identity) : Calls.CallService.CallServiceBase
{
    public override async Task<Answer> Unary(Call request, ServerCallContext context)
    {
        await Task.Delay(request.Number, context.CancellationToken);
        return await AnswerAsync(request.Number, context);
    }

    public override async Task<Answer> Change(Call request, ServerCallContext context)
    {
        identity.Changed();
        await Task.Delay(request.Number, context.CancellationToken);
        return await AnswerAsync(request.Number, context);
    }

    public override async Task Watch(Call request, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        for (var i = 1; request.Number == 0 || i <= request.Number; i++)
        {
            await responseStream.WriteAsync(await AnswerAsync(i, context), context.CancellationToken);
            await Task.Delay(20, context.CancellationToken);
        }
    }

    public override async Task<Answer> Collect(IAsyncStreamReader<Call> requestStream, ServerCallContext context)
    {
        var sum = 0;
        await foreach (var call in requestStream.ReadAllAsync(context.CancellationToken))
        {
            sum += call.Number + call.Ballast.Length;
        }

        return await AnswerAsync(sum, context);
    }

    public override async Task Chat(IAsyncStreamReader<Call> requestStream, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        await foreach (var call in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(await AnswerAsync(call.Number, context), context.CancellationToken);
        }
    }

    private async Task<Answer> AnswerAsync(int number, ServerCallContext context)
    {
        if (context.ResponseTrailers.Count == 0)
        {
            context.ResponseTrailers.Add("trailer-of", identity.Name);
            await context.WriteResponseHeadersAsync(new Metadata { { "header-of", identity.Name } });
        }

        return new Answer { Name = identity.Name, Number = number };
    }
}
