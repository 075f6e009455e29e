namespace WsBranches.Registry;

/// <summary>A branch of a service.</summary>
/// <param name="Service">The resource name of the service.</param>
/// <param name="Branch">The branch.</param>
internal readonly record struct BranchKey(string Service, string Branch);
