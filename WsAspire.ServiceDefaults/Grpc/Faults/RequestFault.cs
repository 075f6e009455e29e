using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Why a JSON request cannot be read.</summary>
/// <param name="Reason">One of <see cref="FrameErrorReasons"/>.</param>
/// <param name="Violations">What is wrong; at least one.</param>
internal sealed record RequestFault(string Reason, IReadOnlyList<FieldViolation> Violations);
