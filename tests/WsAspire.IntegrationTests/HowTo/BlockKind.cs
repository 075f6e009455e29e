namespace WsAspire.IntegrationTests.HowTo;

/// <summary>What a reader does with a block of a page.</summary>
internal enum BlockKind
{
    /// <summary>Pastes it as a whole file.</summary>
    File,

    /// <summary>Changes a file as it says.</summary>
    Change,

    /// <summary>Runs it.</summary>
    Commands,
}
