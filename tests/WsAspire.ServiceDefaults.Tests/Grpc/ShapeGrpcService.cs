using Grpc.Core;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

/// <summary>Answers what it was sent, or fails as it is told.</summary>
public sealed class ShapeGrpcService : ShapeService.ShapeServiceBase
{
    public override Task<Shape> Echo(Shape request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Shape> Get(Shape request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Shape> Close(Shape request, ServerCallContext context) => Task.FromResult(request);

    public override async Task Watch(Shape request, IServerStreamWriter<Shape> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(request, context.CancellationToken);
        await responseStream.WriteAsync(request, context.CancellationToken);
        if (request.Id == 13)
        {
            throw new SampleException(ErrorKind.NotFound);
        }
    }

    public override async Task<Shape> Fail(FailRequest request, ServerCallContext context)
    {
        if (request.How == "wait")
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }

        throw request.How switch
        {
            "secret" => new InvalidOperationException("secret at 10.0.0.7"),
            "cancelled" => new RpcException(new Status(StatusCode.Cancelled, "given up")),
            "violation" => new InvalidRequestException(new FieldViolation("lines[0].sku", "is empty")),
            var kind => new SampleException(Enum.Parse<ErrorKind>(kind)),
        };
    }
}
