namespace WsBranches.Apis.Models;

/// <summary>A branch of a service.</summary>
/// <param name="Branch">Its name.</param>
/// <param name="State"><c>serving</c> where at least one instance takes requests, else <c>unhealthy</c>: the default branch serves it.</param>
/// <param name="Instances">Its instances, the oldest first.</param>
internal sealed record BranchModel(string Branch, string State, IReadOnlyList<InstanceModel> Instances);
