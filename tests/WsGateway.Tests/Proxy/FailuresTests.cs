using WsGateway.Proxy;

namespace WsGateway.Tests.Proxy;

public sealed class FailuresTests
{
    [Theory]
    // What the client makes of a ping that came late.
    [InlineData(1, (int)Failure.Lost)]
    [InlineData(2, (int)Failure.Reset)]
    [InlineData(7, (int)Failure.Refused)]
    [InlineData(8, (int)Failure.Reset)]
    public void ErrorOfTheProtocol_SaysWhatBecameOfTheRequest(long code, int expected)
    {
        var error = new HttpRequestException(HttpRequestError.HttpProtocolError, "no", new HttpProtocolException(code, "no", null));

        Assert.Equal((Failure)expected, Failures.Of(error));
    }
}
