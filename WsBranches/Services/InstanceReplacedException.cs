using WsAspire.ServiceDefaults.Errors;

namespace WsBranches.Services;

/// <summary>An instance of the same id registered by another stream.</summary>
internal sealed class InstanceReplacedException()
    : ServiceException(ErrorKind.Aborted, "INSTANCE_REPLACED", "An instance of the same id registered by another stream; an id has to be one process's own.");
