namespace Aspire.Hosting.Orchestration;

/// <summary>Ports that the model wants are not to be had; the message is for people and says which process has them.</summary>
internal sealed class PortTakenException(string message) : DistributedApplicationException(message);
