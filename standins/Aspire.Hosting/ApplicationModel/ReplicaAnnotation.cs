namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many of a resource run.</summary>
public class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>The number.</summary>
    public int Replicas { get; } = replicas;
}
