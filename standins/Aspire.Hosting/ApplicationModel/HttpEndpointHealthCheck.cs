using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class HttpEndpointHealthCheck(EndpointReference endpoint, string path, int statusCode, IHttpClientFactory clients) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!endpoint.IsAllocated)
        {
            return new(context.Registration.FailureStatus, "The endpoint has no address yet.");
        }

        Uri url = new(new Uri(endpoint.Url), path);
        try
        {
            using var client = clients.CreateClient(nameof(HttpEndpointHealthCheck));
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode == statusCode
                ? HealthCheckResult.Healthy()
                : new(context.Registration.FailureStatus, $"{url} answered {(int)response.StatusCode}, not {statusCode}.");
        }
        catch (HttpRequestException exception)
        {
            return new(context.Registration.FailureStatus, $"{url}: {exception.Message}", exception);
        }
    }
}
