using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using WsAspire.ServiceDefaults.Logging;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Hides secrets in exceptions that are recorded in spans: what a span has of them cannot be changed later.</summary>
internal sealed class ExceptionRedaction : IHostedService, IDisposable
{
    private readonly ActivityListener _listener;

    public ExceptionRedaction(Redaction redaction)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            ExceptionRecorder = (Activity _, Exception exception, ref TagList tags) =>
            {
                tags.Add("exception.message", redaction.Hide(exception.Message));
                tags.Add("exception.stacktrace", redaction.Hide(exception.ToString()));
            },
        };
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();
}
