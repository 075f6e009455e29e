namespace WsAspire.Testing;

/// <summary>How a connection is lost at COMMIT.</summary>
public enum CommitFault
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Before the server has it.</summary>
    LoseRequest,

    /// <summary>After the server has it, before its answer arrives.</summary>
    LoseAnswer,
}
