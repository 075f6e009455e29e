using Grpc.Core;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace SampleProgram;

/// <summary>Streams a message each 50 ms: as many as the id says, or for ever where it is 0.</summary>
internal sealed class StreamService : ShapeService.ShapeServiceBase
{
    public override async Task Watch(Shape request, IServerStreamWriter<Shape> responseStream, ServerCallContext context)
    {
        for (var i = 1; request.Id == 0 || i <= request.Id; i++)
        {
            await responseStream.WriteAsync(new Shape { Id = i }, context.CancellationToken);
            await Task.Delay(50, context.CancellationToken);
        }
    }
}
