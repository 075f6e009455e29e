using WsAspire.ServiceDefaults.Errors;

namespace WsBranches.Registry;

/// <summary>Nothing is pinned for a branch.</summary>
internal sealed class PinNotFoundException(BranchKey branch)
    : ServiceException(ErrorKind.NotFound, "PIN_NOT_FOUND", $"Nothing is pinned for {branch.Service}/{branch.Branch}.");
