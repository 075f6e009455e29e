using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>The page <c>/metrics</c>: what Prometheus reads.</summary>
internal sealed class MetricPages(IServiceProvider services) : IAdminPages
{
    private readonly Lazy<RequestDelegate> _page = new(() => new ApplicationBuilder(services).UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build());

    public IEnumerable<AdminPage> Pages => [AdminPage.Reading("/metrics", "metrics in the text of Prometheus", context => _page.Value(context))];
}
