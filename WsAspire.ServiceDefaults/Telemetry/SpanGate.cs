using System.Diagnostics;
using OpenTelemetry;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Leaves spans empty that would only be dropped: the receiver does not answer, and the queue is full. Their ids go on to others, who may have a place for theirs.</summary>
internal sealed class SpanGate(SpanQueue queue) : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        if (data.Recorded && queue.IsInVain())
        {
            data.IsAllDataRequested = false;
        }
    }
}
