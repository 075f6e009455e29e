using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Tests.Data;
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

        var services = context.GetHttpContext().RequestServices;
        if (request.How == "database")
        {
            return new Shape { Id = await services.GetRequiredService<SampleContext>().Items.CountAsync(context.CancellationToken) };
        }

        if (request.How == "save")
        {
            var database = services.GetRequiredService<SampleContext>();
            database.Items.Add(new SampleItem());
            await database.SaveChangesAsync(context.CancellationToken);
        }

        if (request.How == "forward")
        {
            return await services.GetRequiredService<ShapeService.ShapeServiceClient>().FailAsync(new FailRequest { How = "deadline" });
        }

        if (request.How.StartsWith("forward ", StringComparison.Ordinal))
        {
            return await services.GetRequiredService<ShapeService.ShapeServiceClient>().FailAsync(new FailRequest { How = request.How["forward ".Length..] });
        }

        if (request.How == "deadline")
        {
            return new Shape { TotalAmount = (long)(context.Deadline - TimeProvider.System.GetUtcNow().UtcDateTime).TotalMilliseconds };
        }

        throw request.How switch
        {
            "secret" => new InvalidOperationException("secret at 10.0.0.7"),
            "left" => new ConnectionAbortedException("The connection was aborted."),
            "cancelled" => new RpcException(new Status(StatusCode.Cancelled, "given up")),
            "violation" => new InvalidRequestException(new FieldViolation("lines[0].sku", "is empty")),
            var kind => new SampleException(Enum.Parse<ErrorKind>(kind)),
        };
    }
}
