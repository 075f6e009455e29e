namespace WsGateway.Routing;

/// <summary>An instance as one of a branch's endpoints.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Branch">The branch that it is of: the one that was asked for, or the default branch as the way out. Empty where that is not known.</param>
internal sealed record BranchEndpoint(Instance Instance, string Branch);
