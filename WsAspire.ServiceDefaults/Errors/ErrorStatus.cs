using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Builds the one form of an error on both faces: <c>google.rpc.Status</c> with exactly one <c>ErrorInfo</c>.</summary>
internal static class ErrorStatus
{
    public static Status Create(
        StatusCode code,
        string domain,
        string reason,
        string message,
        IEnumerable<FieldViolation>? violations = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        TimeSpan? retryAfter = null)
    {
        var info = new ErrorInfo { Reason = reason, Domain = domain };
        foreach (var (name, value) in metadata ?? [])
        {
            info.Metadata[name] = value;
        }

        var status = new Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        var request = new BadRequest();
        request.FieldViolations.AddRange((violations ?? []).Select(violation => new BadRequest.Types.FieldViolation
        {
            Field = violation.Field,
            Description = violation.Description,
        }));
        if (request.FieldViolations.Count > 0)
        {
            status.Details.Add(Any.Pack(request));
        }

        if (retryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        return status;
    }

    /// <summary>Says the first violation, and how many more there are.</summary>
    public static string Summarize(IReadOnlyList<FieldViolation> violations) =>
        (violations[0].Field.Length == 0 ? violations[0].Description : $"{violations[0].Field}: {violations[0].Description}")
        + (violations.Count == 1 ? "" : $" (and {violations.Count - 1} more)");
}
