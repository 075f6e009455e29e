using System.IO.Pipelines;
using WsGateway.Proxy;

namespace WsGateway.Tests.Proxy;

public sealed class RepeatableBodyTests
{
    private const int Limit = 64 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(Limit - 1)]
    public async Task Body_ThatIsShort_ComesWholeForEachAttempt(int length)
    {
        var ended = 0;
        var bytes = Bytes(length);
        await using var body = new RepeatableBody(new MemoryStream(bytes), () => ended++);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(bytes, await ReadAsync(body, body.Begin()));
        }

        Assert.True(body.CanRepeat);
        Assert.Equal(1, ended);
    }

    [Fact]
    public async Task Body_ThatIsLong_ComesWholeOnce()
    {
        var bytes = Bytes((Limit * 3) + 7);
        await using var body = new RepeatableBody(new MemoryStream(bytes), () => { });

        Assert.Equal(bytes, await ReadAsync(body, body.Begin()));
        Assert.False(body.CanRepeat);
        Assert.Throws<IOException>(() => body.Begin());
    }

    [Fact]
    public async Task Attempt_ThatIsOver_GetsNothing_AndLosesNothingForTheNext()
    {
        var pipe = new Pipe();
        await using var body = new RepeatableBody(pipe.Reader.AsStream(), () => { });
        var first = body.Begin();
        var waiting = body.ReadAsync(first, 0, new byte[10], Token).AsTask();

        var second = body.Begin();
        await pipe.Writer.WriteAsync(new byte[] { 1, 2, 3 }, Token);
        await pipe.Writer.CompleteAsync();

        await Assert.ThrowsAsync<IOException>(() => waiting);
        Assert.Equal([1, 2, 3], await ReadAsync(body, second));
    }

    [Fact]
    public async Task Attempt_ThatStopsWaiting_LosesNothingForTheNext()
    {
        var pipe = new Pipe();
        await using var body = new RepeatableBody(pipe.Reader.AsStream(), () => { });
        using var impatient = new CancellationTokenSource();
        var waiting = body.ReadAsync(body.Begin(), 0, new byte[10], impatient.Token).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await pipe.Writer.WriteAsync(new byte[] { 1, 2, 3 }, Token);
        await pipe.Writer.CompleteAsync();

        Assert.Equal([1, 2, 3], await ReadAsync(body, body.Begin()));
    }

    [Fact]
    public async Task Source_ThatFails_IsTold()
    {
        var pipe = new Pipe();
        await using var body = new RepeatableBody(pipe.Reader.AsStream(), () => { });
        await pipe.Writer.CompleteAsync(new InvalidDataException("broken"));

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(body, body.Begin()));

        Assert.Equal("broken", body.Fault?.Message);
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];

    private static async Task<byte[]> ReadAsync(RepeatableBody body, int attempt)
    {
        using var read = new MemoryStream();
        var chunk = new byte[1000];
        while (await body.ReadAsync(attempt, read.Length, chunk, Token) is > 0 and var count)
        {
            read.Write(chunk, 0, count);
        }

        return read.ToArray();
    }
}
