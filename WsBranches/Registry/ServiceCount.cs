namespace WsBranches.Registry;

/// <summary>How much there is of a service.</summary>
/// <param name="Service">Its resource name.</param>
/// <param name="Branches">Branches that have an instance.</param>
/// <param name="Ready">Instances that take requests.</param>
/// <param name="NotReady">Instances that do not.</param>
internal readonly record struct ServiceCount(string Service, int Branches, int Ready, int NotReady);
