using Grpc.Core;
using WsAspire.ServiceDefaults.Errors;
using Status = Google.Rpc.Status;

namespace WsAspire.ServiceDefaults.Deadlines;

/// <summary>The error of a call whose time is over, the same wherever that is seen.</summary>
internal static class DeadlineError
{
    public static Status Status(string domain) =>
        ErrorStatus.Create(StatusCode.DeadlineExceeded, domain, FrameErrorReasons.DeadlineExceeded, "The deadline has passed.");
}
