namespace WsBranches.Apis.Models;

/// <summary>Who is there.</summary>
/// <param name="ControlPlane">What identifies the control plane that answers.</param>
/// <param name="DefaultBranch">The branch that serves what no other does.</param>
/// <param name="Warming">Whether the control plane has just started, and takes nothing from proxies yet.</param>
/// <param name="Services">The services that have an instance, by name.</param>
internal sealed record Overview(string ControlPlane, string DefaultBranch, bool Warming, IReadOnlyList<ServiceModel> Services);
