using System.Diagnostics.Metrics;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>Counts requests by the meters of hosting for a while: they cost something for each request, so they are not listened to all the time.</summary>
internal static class RequestSample
{
    /// <summary>Counts for a time.</summary>
    /// <returns>Requests that began and ended in it, those that were still running at its end, and the mean time.</returns>
    public static async Task<object> TakeAsync(IMeterFactory meters, TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        using var listener = new MeterListener();
        var counts = new Lock();
        long running = 0, ended = 0;
        double seconds = 0;
        listener.InstrumentPublished = (instrument, target) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && (instrument.Name is "http.server.active_requests" or "http.server.request.duration"))
            {
                target.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) =>
        {
            lock (counts)
            {
                running += measurement;
            }
        });
        listener.SetMeasurementEventCallback<double>((_, measurement, _, _) =>
        {
            lock (counts)
            {
                ended++;
                seconds += measurement;
            }
        });
        listener.Start();
        await Task.Delay(duration, time, cancellationToken);
        lock (counts)
        {
            return new
            {
                seconds = duration.TotalSeconds,
                ended,
                perSecond = Math.Round(ended / duration.TotalSeconds, 1),
                inFlight = Math.Max(0, running),
                meanMilliseconds = ended == 0 ? 0 : Math.Round(1000 * seconds / ended, 3),
            };
        }
    }
}
