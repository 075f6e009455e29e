using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Tests;

/// <summary>One line of a log.</summary>
public sealed record LogLine(LogLevel Level, string Category, string Message, Exception? Exception);
