using System.Diagnostics;
using Serilog.Core;
using Serilog.Events;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>Takes on the thread of the caller what is not known later: the span with which the request came in, and the thread.</summary>
internal sealed class RequestEnricher : ILogEventEnricher
{
    /// <summary>Name of the property: what Elastic calls a transaction is the first span of a request in a process.</summary>
    public const string Transaction = "transaction.id";

    /// <summary>Name of the property.</summary>
    public const string Thread = "process.thread.id";

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (Activity.Current is { } span)
        {
            while (span.Parent is { } parent)
            {
                span = parent;
            }

            logEvent.AddOrUpdateProperty(new LogEventProperty(Transaction, new ScalarValue(span.SpanId.ToHexString())));
        }

        logEvent.AddOrUpdateProperty(new LogEventProperty(Thread, new ScalarValue(Environment.CurrentManagedThreadId)));
    }
}
