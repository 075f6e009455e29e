using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.Elastic;

/// <summary>Takes the place of an APM server where a real receiver cannot be made to misbehave. Keeps bodies as text: names in protobuf are readable.</summary>
public sealed class ApmReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, string? Authorization, string Body)> _requests = [];

    private ApmReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>What the header Authorization said, each once.</summary>
    public IEnumerable<string?> Authorizations => _requests.Select(request => request.Authorization).Distinct();

    /// <summary>How many requests came of a signal: traces, metrics or logs.</summary>
    public int Count(string signal) => _requests.Count(request => request.Signal == signal);

    /// <summary>All that came of a signal.</summary>
    public string Text(string signal) => string.Concat(_requests.Where(request => request.Signal == signal).Select(request => request.Body));

    /// <summary>Starts one.</summary>
    /// <param name="answer">Answers after the request is kept; null for 200.</param>
    /// <param name="certificate">For TLS.</param>
    public static async Task<ApmReceiver> StartAsync(Func<HttpContext, Task>? answer = null, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // OpenTelemetry hears all of a process: what comes in here is no span of the service that sends it.
        builder.Services.AddSingleton(new ActivitySource(nameof(ApmReceiver))).AddSingleton(new DiagnosticListener(nameof(ApmReceiver)));
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var receiver = new ApmReceiver(builder.Build());
        receiver._app.MapPost("/v1/{signal}", async (string signal, HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            receiver._requests.Enqueue((signal, context.Request.Headers.Authorization, Encoding.Latin1.GetString(body.ToArray())));
            await (answer?.Invoke(context) ?? Task.CompletedTask);
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what came of a signal holds all texts.</summary>
    public Task WaitForAsync(string signal, params string[] texts) =>
        Until.TrueAsync(() => texts.All(text => Text(signal).Contains(text, StringComparison.Ordinal)), () => $"{string.Join(", ", texts)} in {signal}: {Text(signal)}");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
