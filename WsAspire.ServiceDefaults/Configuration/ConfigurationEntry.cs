namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>One key of the configuration as it is in effect.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value; secrets are masked.</param>
/// <param name="Source">Where it comes from: a file, a folder, <c>environment</c>, <c>command line</c>, <c>code</c>, <c>default</c>.</param>
internal sealed record ConfigurationEntry(string Key, string Value, string Source);
