using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>A level that was set while the service runs.</summary>
/// <param name="Category">The category; <c>Default</c> for those without a level of their own.</param>
/// <param name="Level">Its level.</param>
/// <param name="Until">When it is as configured again; null for the next start.</param>
internal sealed record LogLevelOverride(string Category, LogLevel Level, DateTimeOffset? Until);
