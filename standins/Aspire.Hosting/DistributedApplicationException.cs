namespace Aspire.Hosting;

/// <summary>The application cannot be built, published or run as described.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public DistributedApplicationException() { }

    /// <summary>Creates an exception that says what is wrong.</summary>
    public DistributedApplicationException(string message) : base(message) { }

    /// <summary>Creates an exception that says what is wrong, and why.</summary>
    public DistributedApplicationException(string message, Exception inner) : base(message, inner) { }
}
