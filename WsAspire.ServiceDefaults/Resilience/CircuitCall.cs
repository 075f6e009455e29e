using Grpc.Core;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>What an outcome means to a circuit. There are few of these, made once: a call allocates none.</summary>
internal sealed class CircuitCall(Circuit circuit, bool isTry, bool countsDeadline)
{
    private static readonly Action<Task, object?> s_complete = static (call, self) => ((CircuitCall)self!).Complete(call);

    /// <summary>Takes the outcome of a call when it is there.</summary>
    public void Observe(Task call) => call.ContinueWith(s_complete, this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Takes the outcome of a call that has ended.</summary>
    /// <param name="status">Null where it was given up without one.</param>
    public void Complete(StatusCode? status)
    {
        bool? failed = status switch
        {
            StatusCode.Unavailable => true,
            StatusCode.DeadlineExceeded => countsDeadline ? true : null,
            StatusCode.Cancelled or null => null,
            _ => false,
        };
        if (isTry)
        {
            circuit.Decide(failed);
        }
        else if (failed is { } counted)
        {
            circuit.Count(counted);
        }
    }

    private void Complete(Task call) => Complete(call.IsCompletedSuccessfully ? StatusCode.OK : (call.Exception?.InnerException as RpcException)?.StatusCode);
}
