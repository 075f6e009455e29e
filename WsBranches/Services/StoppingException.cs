using WsAspire.ServiceDefaults.Errors;

namespace WsBranches.Services;

/// <summary>The control plane is about to end.</summary>
internal sealed class StoppingException() : ServiceException(ErrorKind.Unavailable, "CONTROL_PLANE_STOPPING", "The control plane is about to end; connect again.");
