using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using WsBff.Errors;
using RichStatus = Google.Rpc.Status;

namespace WsBff.Tests.Errors;

public sealed class RpcProblemDetailsTests
{
    [Theory]
    [InlineData(StatusCode.InvalidArgument, 400)]
    [InlineData(StatusCode.NotFound, 404)]
    [InlineData(StatusCode.Aborted, 409)]
    [InlineData(StatusCode.ResourceExhausted, 429)]
    [InlineData(StatusCode.Unavailable, 503)]
    [InlineData(StatusCode.DeadlineExceeded, 504)]
    [InlineData(StatusCode.Cancelled, 502)]
    [InlineData(StatusCode.Unknown, 502)]
    [InlineData(StatusCode.AlreadyExists, 502)]
    [InlineData(StatusCode.PermissionDenied, 502)]
    [InlineData(StatusCode.FailedPrecondition, 502)]
    [InlineData(StatusCode.OutOfRange, 502)]
    [InlineData(StatusCode.Unimplemented, 502)]
    [InlineData(StatusCode.Internal, 502)]
    [InlineData(StatusCode.DataLoss, 502)]
    [InlineData(StatusCode.Unauthenticated, 502)]
    [InlineData((StatusCode)77, 502)]
    public void From_BareStatus_IsMappedAndItsTextIsNotPassedOn(StatusCode code, int expected)
    {
        var problem = RpcProblemDetails.From(new RpcException(new Grpc.Core.Status(code, "secret of 10.0.0.1")), clientIsGone: false);

        Assert.Equal(expected, problem.Status);
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Detail!);
        Assert.False(problem.Extensions.ContainsKey("reason"));
    }

    [Fact]
    public void From_CancelledByTheClient_Is499() =>
        Assert.Equal(499, RpcProblemDetails.From(new RpcException(new Grpc.Core.Status(StatusCode.Cancelled, "")), clientIsGone: true).Status);

    [Fact]
    public void From_FailureWhileTheClientLeft_KeepsItsStatus() =>
        Assert.Equal(503, RpcProblemDetails.From(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "")), clientIsGone: true).Status);

    [Theory]
    [InlineData(Code.FailedPrecondition, "IDEMPOTENCY_KEY_REUSED", 422)]
    [InlineData(Code.NotFound, "ORDER_NOT_FOUND", 404)]
    [InlineData(Code.Aborted, "VERSION_MISMATCH", 409)]
    public void From_RefusalOfWsOrder_HasItsReasonAndText(Code code, string reason, int expected)
    {
        var problem = RpcProblemDetails.From(Rich(code, "said to callers", Info(reason)), clientIsGone: false);

        Assert.Equal(expected, problem.Status);
        Assert.Equal(reason, problem.Extensions["reason"]);
        Assert.Equal("said to callers", problem.Detail);
    }

    [Fact]
    public void From_DatabaseUnavailable_HasItsReasonButNotItsText()
    {
        var problem = RpcProblemDetails.From(Rich(Code.Unavailable, "secret", Info("DATABASE_UNAVAILABLE")), clientIsGone: false);

        Assert.Equal(503, problem.Status);
        Assert.Equal("DATABASE_UNAVAILABLE", problem.Extensions["reason"]);
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Code.Internal)]
    [InlineData(Code.FailedPrecondition)]
    [InlineData(Code.PermissionDenied)]
    public void From_StatusThatIsOurFault_PassesNothingOn(Code code)
    {
        var problem = RpcProblemDetails.From(Rich(code, "secret", Info("SECRET")), clientIsGone: false);

        Assert.Equal(502, problem.Status);
        Assert.False(problem.Extensions.ContainsKey("reason"));
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void From_InfoOfAnotherDomain_IsNotTrusted()
    {
        var problem = RpcProblemDetails.From(Rich(Code.NotFound, "secret", new ErrorInfo { Domain = "proxy", Reason = "SECRET" }), clientIsGone: false);

        Assert.Equal(404, problem.Status);
        Assert.False(problem.Extensions.ContainsKey("reason"));
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void From_FieldViolations_AreGroupedUnderTheBrowsersNames()
    {
        var fields = new BadRequest
        {
            FieldViolations =
            {
                new BadRequest.Types.FieldViolation { Field = "lines[0].unit_price", Description = "a" },
                new BadRequest.Types.FieldViolation { Field = "lines[0].unit_price", Description = "b" },
                new BadRequest.Types.FieldViolation { Field = "idempotency_key", Description = "c" },
            },
        };

        var problem = RpcProblemDetails.From(Rich(Code.InvalidArgument, "", Info("INVALID_FIELD"), fields), clientIsGone: false);

        var errors = Assert.IsType<IReadOnlyDictionary<string, string[]>>(problem.Extensions["errors"], exactMatch: false);
        Assert.Equal(["a", "b"], errors["lines[0].unitPrice"]);
        Assert.Equal(["c"], errors["Idempotency-Key"]);
    }

    [Fact]
    public void From_BytesThatAreNoStatus_IsTheBareStatus()
    {
        var trailers = new Metadata { { "grpc-status-details-bin", [0xff, 0xff, 0xff] } };

        var problem = RpcProblemDetails.From(new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "x"), trailers), clientIsGone: false);

        Assert.Equal(404, problem.Status);
    }

    [Fact]
    public void From_DetailThatIsNoMessage_IsTheBareStatus()
    {
        var broken = new Any { TypeUrl = "type.googleapis.com/google.rpc.ErrorInfo", Value = ByteString.CopyFrom(0xff, 0xff) };
        var status = new RichStatus { Code = (int)Code.InvalidArgument, Details = { broken } };

        Assert.Equal(400, RpcProblemDetails.From(status.ToRpcException(), clientIsGone: false).Status);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0L, 1)]
    [InlineData(7L, 7)]
    [InlineData(-5L, 1)]
    [InlineData(99_999_999L, 3600)]
    public void RetryAfterSeconds_RetryInfo_IsBounded(long? seconds, int expected)
    {
        var exception = seconds is { } given
            ? Rich(Code.Unavailable, "", new RetryInfo { RetryDelay = new Duration { Seconds = given } })
            : Rich(Code.Unavailable, "");

        Assert.Equal(expected, RpcProblemDetails.RetryAfterSeconds(exception));
    }

    private static ErrorInfo Info(string reason) => new() { Domain = "ws-order", Reason = reason };

    private static RpcException Rich(Code code, string message, params IMessage[] details) =>
        new RichStatus { Code = (int)code, Message = message, Details = { details.Select(Any.Pack) } }.ToRpcException();
}
