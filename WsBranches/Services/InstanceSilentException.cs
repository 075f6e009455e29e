using WsAspire.ServiceDefaults.Errors;
using WsBranches.Registry;

namespace WsBranches.Services;

/// <summary>An instance was silent for too long, and is out.</summary>
internal sealed class InstanceSilentException()
    : ServiceException(ErrorKind.Unavailable, "INSTANCE_SILENT", $"Nothing was heard for {InstanceLease.SilenceLimit.TotalSeconds} s; register again.");
