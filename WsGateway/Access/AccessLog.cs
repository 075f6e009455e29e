using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace WsGateway.Access;

/// <summary>Writes a line of JSON for each request to standard output. Requests never wait for it: where it can't keep up, lines are left out.</summary>
internal sealed class AccessLog : IHostedService
{
    private const int MaxWaiting = 10_000;
    private const byte LineEnd = (byte)'\n';

    private readonly bool _isOn;
    private readonly TimeProvider _time;
    private readonly Channel<byte[]> _lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _writing;

    public AccessLog(IOptions<GatewayOptions> options, TimeProvider time)
    {
        _isOn = options.Value.AccessLog;
        _time = time;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Begins the line of a request.</summary>
    public AccessEntry Begin(string method, string target) => new(_time.GetUtcNow(), method, target.Split('?', 2)[0]);

    /// <summary>Ends it.</summary>
    public void End(AccessEntry entry, HttpContext context, TimeSpan took)
    {
        if (!_isOn)
        {
            return;
        }

        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line))
        {
            entry.Write(json, context, GrpcStatusOf(context), took.TotalMilliseconds);
        }

        line.Write([LineEnd]);
        _lines.Writer.TryWrite(line.WrittenSpan.ToArray());
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _lines.Writer.TryComplete();
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static string? GrpcStatusOf(HttpContext context) =>
        context.Response.Headers.GrpcStatus is { Count: > 0 } status ? status
        : context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers?["grpc-status"] is { Count: > 0 } trailer ? trailer
        : default(string);

    private async Task WriteAsync()
    {
        await using var output = new BufferedStream(Console.OpenStandardOutput());
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync())
            {
                await output.WriteAsync(line);
                if (_lines.Reader.Count == 0)
                {
                    await output.FlushAsync();
                }
            }
        }
        catch (IOException)
        {
            // Nobody reads it any more.
        }
    }
}
