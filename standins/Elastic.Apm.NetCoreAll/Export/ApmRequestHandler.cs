using System.Globalization;
using System.Net;
using Elastic.Apm.NetCoreAll.Settings;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Shows who we are, ends with the service, and remembers in words that help why a request failed: exporters say only that it did.</summary>
/// <param name="settings">Who we are, and at which server.</param>
/// <param name="answerTime">How long an answer may take, for the words.</param>
/// <param name="end">Set when there is no time left.</param>
internal sealed class ApmRequestHandler(ApmSettings settings, TimeSpan answerTime, CancellationToken end) : DelegatingHandler
{
    private volatile string? _problem;

    /// <summary>Why the last request failed; null where it did not.</summary>
    public string? Problem => _problem;

    // Exporters send so, on a thread of their own.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end);
        Sign(request);
        try
        {
            return Seen(base.Send(request, limit.Token));
        }
        catch (Exception exception) when (IsSeen(exception))
        {
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end);
        Sign(request);
        try
        {
            return Seen(await base.SendAsync(request, limit.Token));
        }
        catch (Exception exception) when (IsSeen(exception))
        {
            throw;
        }
    }

    private void Sign(HttpRequestMessage request)
    {
        if (settings.Authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", settings.Authorization);
        }
    }

    private HttpResponseMessage Seen(HttpResponseMessage response)
    {
        _problem = response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode} from {settings.ServerName}{Advice(response.StatusCode)}";
        return response;
    }

    // Never handles: a filter is where the exception is seen as it was thrown.
    private bool IsSeen(Exception exception)
    {
        _problem = exception switch
        {
            OperationCanceledException when end.IsCancellationRequested => $"the service ended before {settings.ServerName} had taken them",
            OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"no answer from {settings.ServerName} within {answerTime.TotalSeconds} s"),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                $"no safe connection to {settings.ServerName}: is its certificate one that this machine trusts, or that of ELASTIC_APM_SERVER_CERT?",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"there is no host {settings.ServerUrl.Host}",
            _ => $"{settings.ServerName} is not reached: {exception.InnerException?.Message ?? exception.Message}",
        };
        return false;
    }

    private string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized when settings.AuthorizationFrom is { } from => $": is {from} right?",
        HttpStatusCode.Unauthorized => ": it wants ELASTIC_APM_SECRET_TOKEN or ELASTIC_APM_API_KEY",
        HttpStatusCode.Forbidden => $": {settings.AuthorizationFrom ?? "an anonymous sender"} may not send events there",
        HttpStatusCode.NotFound => ": is it an APM Server, of a version that takes OTLP?",
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => ": it has more than it can take",
        _ => "",
    };
}
