using Grpc.Core;
using Ws.Branches.V1;

namespace WsBranches.Tests.Hosts;

/// <summary>An instance's stream, beating by itself until it is closed or silenced.</summary>
internal sealed class Registration : IAsyncDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(0.5);
    private readonly AsyncDuplexStreamingCall<RegisterRequest, RegisterResponse> _call;
    private readonly CancellationTokenSource _silent = new();
    private readonly SemaphoreSlim _writer = new(1);
    private readonly Task _beating;
    private bool _isDisposed;

    public Registration(ChannelBase channel, Metadata credentials)
    {
        _call = new RegistrationService.RegistrationServiceClient(channel).Register(credentials);
        _beating = BeatAsync();
    }

    /// <summary>Says what is new, and waits until it counts.</summary>
    public async Task<RegisterResponse> TellAsync(Instance instance)
    {
        await WriteAsync(new RegisterRequest { Instance = instance });
        return await _call.ResponseStream.MoveNext(TestContext.Current.CancellationToken) ? _call.ResponseStream.Current : throw new InvalidOperationException("The stream is over.");
    }

    /// <summary>Says that it lives.</summary>
    public Task WriteAsync(RegisterRequest request) => LockedAsync(() => _call.RequestStream.WriteAsync(request, TestContext.Current.CancellationToken));

    /// <summary>Says nothing more.</summary>
    public async Task FallSilentAsync()
    {
        await _silent.CancelAsync();
        await _beating;
    }

    /// <summary>Waits for the end that the control plane makes.</summary>
    public async Task<RpcException> EndAsync() => await Assert.ThrowsAsync<RpcException>(async () =>
    {
        while (await _call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
        }
    });

    /// <summary>Closes the stream as the end of a process does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await FallSilentAsync();
        _call.Dispose();
        _silent.Dispose();
        _writer.Dispose();
    }

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_beat, _silent.Token);
                await LockedAsync(() => _call.RequestStream.WriteAsync(new RegisterRequest(), _silent.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcException or InvalidOperationException or IOException)
        {
            // Silenced, or over.
        }
    }

    private async Task LockedAsync(Func<Task> write)
    {
        await _writer.WaitAsync();
        try
        {
            await write();
        }
        finally
        {
            _writer.Release();
        }
    }
}
