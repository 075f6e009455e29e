using OpenTelemetry.Instrumentation.AspNetCore;

namespace Elastic.Apm.NetCoreAll.Settings;

/// <summary>Leaves requests out whose path is one of ELASTIC_APM_TRANSACTION_IGNORE_URLS, and with a request all that it calls.</summary>
internal static class IgnoredUrls
{
    /// <summary>Adds to the filter of the host.</summary>
    public static void LeaveOut(AspNetCoreTraceInstrumentationOptions options, ApmSettings settings)
    {
        var ignored = settings.TransactionIgnoreUrls;
        if (!settings.IsSending || ignored.IsEmpty)
        {
            return;
        }

        var filter = options.Filter;
        options.Filter = context => !ignored.Match(context.Request.Path.Value) && filter?.Invoke(context) != false;
    }
}
