using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP and keeps the bytes as text: names in protobuf are readable.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _received = [];

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.MapPost("/v1/{kind}", receiver.KeepAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>What came of a kind so far.</summary>
    public string Received(string kind) => _received.GetValueOrDefault(kind, "");

    /// <summary>Waits until what came of a kind (traces, metrics, logs) holds all texts.</summary>
    public async Task WaitForAsync(string kind, params string[] texts)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        while (!texts.All(text => _received.GetValueOrDefault(kind, "").Contains(text, StringComparison.Ordinal)))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.False(timeout.IsCancellationRequested, $"There is no {string.Join(", ", texts)} in the {kind}:\n{_received.GetValueOrDefault(kind)}");
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(string kind, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        _received.AddOrUpdate(kind, _ => Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
    }
}
