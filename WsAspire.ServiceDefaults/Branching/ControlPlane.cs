using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ws.Branches.V1;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Keeps this instance registered with one control plane: a stream, tried again for as long as it takes.</summary>
/// <param name="address">Where it is.</param>
/// <param name="watch">Gives the instance.</param>
/// <param name="token">Gives the token, read at each connection; null for none.</param>
/// <param name="meter">Counts.</param>
/// <param name="time">Measures the beat.</param>
/// <param name="logger">Is told of each change once.</param>
internal sealed class ControlPlane(Uri address, InstanceWatch watch, Func<string?> token, RegistrationMeter meter, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new();
    private StatusCode? _problem;
    private bool _isConnected;

    /// <summary>Registers until it is told to end; then the stream is closed in order.</summary>
    /// <param name="isWanted">Whether a connection that was lost is made again.</param>
    /// <param name="end">Tells it to end.</param>
    public async Task RunAsync(Func<bool> isWanted, CancellationToken end)
    {
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = CreateHandler(), DisposeHttpClient = true, LoggerFactory = NullLoggerFactory.Instance });
        var client = new RegistrationService.RegistrationServiceClient(channel);
        while (!end.IsCancellationRequested)
        {
            var status = await StayAsync(client, end);
            if (end.IsCancellationRequested || !isWanted())
            {
                return;
            }

            Tell(status);
            meter.Reconnects();
            await Task.Delay(_backoff.Next(Random.Shared.NextDouble()), time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // How the stream ended.
    private async Task<Status> StayAsync(RegistrationService.RegistrationServiceClient client, CancellationToken end)
    {
        var headers = token() is { } secret ? new Metadata { { "authorization", $"Bearer {secret}" } } : [];
        using var call = client.Register(headers, cancellationToken: CancellationToken.None);
        var reading = ReadAsync(call.ResponseStream);
        try
        {
            await WriteAsync(call.RequestStream, reading, end);
            if (end.IsCancellationRequested)
            {
                await call.RequestStream.CompleteAsync();
                await reading.WaitAsync(s_farewell, time, CancellationToken.None);
            }

            return await reading;
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or TimeoutException)
        {
            // The end of the stream says more than a write that failed.
            await Task.WhenAny(reading, Task.Delay(s_farewell, time, CancellationToken.None));
            return reading.IsCompletedSuccessfully ? await reading : (exception as RpcException)?.Status ?? new Status(StatusCode.Unavailable, exception.Message);
        }
        finally
        {
            call.Dispose();
            await reading;
            if (_isConnected)
            {
                _isConnected = false;
                meter.Disconnected();
            }
        }
    }

    private async Task WriteAsync(IClientStreamWriter<RegisterRequest> requests, Task reading, CancellationToken end)
    {
        var sent = watch.State;
        await requests.WriteAsync(new RegisterRequest { Instance = sent.Instance }, CancellationToken.None);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ending = end.Register(ended.SetResult);
        while (!reading.IsCompleted && !end.IsCancellationRequested)
        {
            using var beat = new CancellationTokenSource();
            await Task.WhenAny(Task.Delay(s_beat, time, beat.Token), sent.Replaced, reading, ended.Task);
            await beat.CancelAsync();
            if (reading.IsCompleted)
            {
                return;
            }

            var now = watch.State;
            await requests.WriteAsync(now == sent ? new RegisterRequest() : new RegisterRequest { Instance = now.Instance }, CancellationToken.None);
            sent = now;
        }

        // What changed while the last message was on its way: at the end, that it is not ready.
        var last = watch.State;
        if (last != sent && !reading.IsCompleted)
        {
            await requests.WriteAsync(new RegisterRequest { Instance = last.Instance }, CancellationToken.None);
        }
    }

    // Never fails.
    private async Task<Status> ReadAsync(IAsyncStreamReader<RegisterResponse> responses)
    {
        try
        {
            while (await responses.MoveNext(CancellationToken.None))
            {
                Registered(responses.Current);
            }

            return new Status(StatusCode.Unavailable, "it ended the stream");
        }
        catch (RpcException exception)
        {
            return exception.Status;
        }
    }

    private void Registered(RegisterResponse response)
    {
        if (_isConnected)
        {
            return;
        }

        _isConnected = true;
        _problem = null;
        _backoff.Reset();
        meter.Connected();
        BranchingLog.Registered(logger, address, response.ControlPlane);
    }

    // Each kind of trouble once, until it is over.
    private void Tell(Status status)
    {
        var isRefusal = status.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.InvalidArgument;
        var problem = isRefusal ? status.StatusCode : StatusCode.Unavailable;
        if (_problem == problem)
        {
            return;
        }

        _problem = problem;
        if (isRefusal)
        {
            BranchingLog.Refused(logger, address, status.Detail);
        }
        else
        {
            BranchingLog.Lost(logger, address, status.Detail);
        }
    }

    // One that hangs is given up after four seconds. No span is made of a connection that lasts for days.
    private static SocketsHttpHandler CreateHandler() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(2),
        KeepAlivePingDelay = TimeSpan.FromSeconds(2),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(2),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        ActivityHeadersPropagator = null,
        UseProxy = false,
    };
}
