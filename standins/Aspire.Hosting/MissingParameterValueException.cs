namespace Aspire.Hosting;

/// <summary>A parameter has no value and no default.</summary>
[SuppressMessage("Design", "CA1032", Justification = "As in Aspire: a message is always given.")]
public sealed class MissingParameterValueException(string message) : DistributedApplicationException(message);
