namespace WsAspire.ServiceDefaults.Logging;

/// <summary>What a service writes to its standard output.</summary>
public enum LogConsole
{
    /// <summary>Text for people.</summary>
    Text,

    /// <summary>The lines of the log's files: what a collector of a cluster reads.</summary>
    Ecs,

    /// <summary>Nothing.</summary>
    None,
}
