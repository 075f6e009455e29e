using FluentValidation;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Errors;

public sealed class ErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("InvalidArgument", StatusCode.InvalidArgument)]
    [InlineData("NotFound", StatusCode.NotFound)]
    [InlineData("FailedPrecondition", StatusCode.FailedPrecondition)]
    [InlineData("Aborted", StatusCode.Aborted)]
    [InlineData("Unavailable", StatusCode.Unavailable)]
    [InlineData("AlreadyExists", StatusCode.AlreadyExists)]
    [InlineData("PermissionDenied", StatusCode.PermissionDenied)]
    [InlineData("Unauthenticated", StatusCode.Unauthenticated)]
    [InlineData("ResourceExhausted", StatusCode.ResourceExhausted)]
    [InlineData("OutOfRange", StatusCode.OutOfRange)]
    [InlineData("Unimplemented", StatusCode.Unimplemented)]
    [InlineData("DeadlineExceeded", StatusCode.DeadlineExceeded)]
    public async Task Refusal_OfEachKind_IsAStatusWithOneErrorInfo(string kind, StatusCode code)
    {
        await using var service = await SampleService.StartAsync();

        var refused = await FailAsync(service, kind);

        Assert.Equal((code, "No shape 7."), (refused.StatusCode, refused.Status.Detail));
        var info = Assert.Single(refused.GetRpcStatus()!.Details).Unpack<ErrorInfo>();
        Assert.Equal(("SAMPLE_REFUSED", "ws-sample", "7"), (info.Reason, info.Domain, info.Metadata["id"]));
    }

    [Fact]
    public async Task Exception_OfAnyOtherKind_IsInternalWithoutDetailAndLoggedOnce()
    {
        await using var service = await SampleService.StartAsync(environment: "Development");

        var refused = await FailAsync(service, "secret");

        Assert.Equal((StatusCode.Internal, "Internal error."), (refused.StatusCode, refused.Status.Detail));
        Assert.Null(refused.GetRpcStatus());
        Assert.DoesNotContain("10.0.0.7", refused.ToString(), StringComparison.Ordinal);
        var line = Assert.Single(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal((LogLevel.Error, "secret at 10.0.0.7"), (line.Level, line.Exception!.Message));
        Assert.Contains("Fail", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ThatEndsUnderAMethod_IsCancelledAndNoError()
    {
        await using var service = await SampleService.StartAsync();

        var refused = await FailAsync(service, "left");

        Assert.Equal(StatusCode.Cancelled, refused.StatusCode);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Call_OfAnotherServiceThatIsNotThere_IsUnavailableWithoutItsAddress()
    {
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--services:ws-gone:http:0", "http://127.0.0.1:1"],
            null,
            builder => builder.AddServiceGrpcClient<ShapeService.ShapeServiceClient>("ws-gone"));

        var refused = await FailAsync(service, "forward");

        Assert.Equal((StatusCode.Unavailable, "A service that is needed cannot be reached now; try again."), (refused.StatusCode, refused.Status.Detail));
        Assert.Equal("DEPENDENCY_UNAVAILABLE", refused.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        Assert.DoesNotContain("127.0.0.1", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains(service.Logs.Lines, line => line.Level == LogLevel.Warning && line.Message.Contains("Fail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_PastItsDeadlineOrCancelled_IsNoErrorInTheLog()
    {
        await using var service = await SampleService.StartAsync();
        var client = new ShapeService.ShapeServiceClient(service.Channel);
        using var cancel = new CancellationTokenSource();

        var late = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.FailAsync(new FailRequest { How = "wait" }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(200), cancellationToken: Token));
        var call = client.FailAsync(new FailRequest { How = "wait" }, cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        var cancelled = await Assert.ThrowsAsync<RpcException>(async () => await call);
        await service.App.StopAsync(Token);

        Assert.Equal((StatusCode.DeadlineExceeded, StatusCode.Cancelled), (late.StatusCode, cancelled.StatusCode));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task JsonCall_WhoseCallerLeaves_IsNoErrorInTheLog()
    {
        await using var service = await SampleService.StartAsync();
        using (var connection = await RawConnection.OpenAsync(service.Port))
        {
            await connection.SendAsync("POST /v1/fail HTTP/1.1\r\nHost: x\r\nContent-Length: 14\r\n\r\n{\"how\":\"wait\"}");
            using var client = service.CreateHttpClient();
            await client.GetStringAsync("/peer", Token);
        }

        await service.App.StopAsync(Token);

        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Validator_Registered_RefusesWithFieldsAsTheContractSpellsThem()
    {
        await using var service = await SampleService.StartAsync(builder => builder.Services.AddSingleton<IValidator<Shape>, ShapeValidator>());
        var client = new ShapeService.ShapeServiceClient(service.Channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.EchoAsync(new Shape { Lines = { new Line { UnitPrice = 1 }, new Line() } }, cancellationToken: Token));
        var right = await client.EchoAsync(new Shape { TotalAmount = 1 }, cancellationToken: Token);

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal("INVALID_FIELD", refused.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        Assert.Equal(
            [("total_amount", "must be above 0"), ("lines[1].unit_price", "'Unit Price' must be greater than '0'.")],
            refused.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(violation => (violation.Field, violation.Description)));
        Assert.Equal(1, right.TotalAmount);
    }

    [Fact]
    public async Task Validator_OfAStreamingCall_RefusesIt()
    {
        await using var service = await SampleService.StartAsync(builder => builder.Services.AddSingleton<IValidator<Shape>, ShapeValidator>());
        using var call = new ShapeService.ShapeServiceClient(service.Channel).Watch(new Shape(), cancellationToken: Token);

        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Token));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    private static async Task<RpcException> FailAsync(SampleService service, string how) => await Assert.ThrowsAsync<RpcException>(async () =>
        await new ShapeService.ShapeServiceClient(service.Channel).FailAsync(new FailRequest { How = how }, cancellationToken: Token));

    private sealed class ShapeValidator : AbstractValidator<Shape>
    {
        public ShapeValidator()
        {
            RuleFor(shape => shape.TotalAmount).GreaterThan(0).WithMessage("must be above 0");
            RuleForEach(shape => shape.Lines).ChildRules(line => line.RuleFor(line => line.UnitPrice).GreaterThan(0));
        }
    }
}
