using WsGateway.Proxy;

namespace WsGateway.Tests.Proxy;

public sealed class WatchedAttemptTests : IDisposable
{
    private readonly SlowHandler _client = new();
    private readonly CancellationTokenSource _silence = new();
    private readonly CancellationTokenSource _end = new();

    [Fact]
    public async Task Answer_IsReturned()
    {
        var sending = SendAsync();
        using var answer = new HttpResponseMessage();
        _client.Answer.SetResult(answer);

        Assert.Same(answer, await sending);
    }

    [Fact]
    public async Task Failure_IsThrown()
    {
        var sending = SendAsync();
        _client.Answer.SetException(new HttpRequestException("no"));

        await Assert.ThrowsAsync<HttpRequestException>(() => sending);
    }

    [Fact]
    public async Task Silence_IsNotWaitedFor_ThoughTheClientStillIsAtIt()
    {
        var sending = SendAsync();
        await _silence.CancelAsync();

        Assert.Null(await sending);
        Assert.False(_client.Answer.Task.IsCompleted);
    }

    [Fact]
    public async Task Silence_TheClientIsToldLater_AndAnAnswerThatCameIsThrownAway()
    {
        var sending = SendAsync();
        await _silence.CancelAsync();
        await sending;
        await _client.Told.WaitAsync(TestContext.Current.CancellationToken);
        using var body = new DisposalStream();
        _client.Answer.SetResult(new() { Content = new StreamContent(body) });

        await body.Disposal.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task EndOfTheRequest_EndsIt()
    {
        var sending = SendAsync();
        await _end.CancelAsync();

        await _client.Told.WaitAsync(TestContext.Current.CancellationToken);
        _client.Answer.SetCanceled(_end.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    public void Dispose()
    {
        _client.Dispose();
        _silence.Dispose();
        _end.Dispose();
    }

    private async Task<HttpResponseMessage?> SendAsync()
    {
        using var invoker = new HttpMessageInvoker(_client, disposeHandler: false);
        return await WatchedAttempt.SendAsync(invoker, new(HttpMethod.Get, "http://127.0.0.1/"), _silence.Token, _end.Token);
    }

    // Answers when the test says so, whatever it is told.
    private sealed class SlowHandler : HttpMessageHandler
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<HttpResponseMessage> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Told => _told.Task;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => _told.TrySetResult());
            return Answer.Task;
        }
    }

    private sealed class DisposalStream : MemoryStream
    {
        private readonly TaskCompletionSource _disposal = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Disposal => _disposal.Task;

        protected override void Dispose(bool disposing)
        {
            _disposal.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
