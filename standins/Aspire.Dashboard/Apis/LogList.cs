namespace Aspire.Dashboard.Apis;

/// <summary>Log records, newest first.</summary>
/// <param name="Version">Another number after each change; asked with it again, the answer is 204 until there is one.</param>
/// <param name="Logs">How many are kept.</param>
/// <param name="Bytes">About how much memory they take.</param>
/// <param name="Items">Those that were asked for.</param>
internal sealed record LogList(long Version, int Logs, long Bytes, IReadOnlyList<LogItem> Items);
