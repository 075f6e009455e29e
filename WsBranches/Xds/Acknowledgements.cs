using Envoy.Service.Discovery.V3;

namespace WsBranches.Xds;

/// <summary>What a proxy said to the responses of one type.</summary>
internal sealed class Acknowledgements(TimeProvider time)
{
    private const int Remembers = 64;
    private const int MaxText = 1024;
    private const int MaxNames = 20;

    private readonly Dictionary<string, IReadOnlyList<string>> _unanswered = new(StringComparer.Ordinal);
    private readonly Queue<string> _nonces = new();

    /// <summary>Responses that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Responses that were taken (ACK).</summary>
    public long Acks { get; private set; }

    /// <summary>Responses that were refused (NACK).</summary>
    public long Nacks { get; private set; }

    /// <summary>When it last answered; null before the first time.</summary>
    public DateTimeOffset? LastAnswer { get; private set; }

    /// <summary>The last refusal; null where there was none.</summary>
    public Rejection? LastNack { get; private set; }

    /// <summary>A response is on its way.</summary>
    public void Send(DeltaDiscoveryResponse response)
    {
        Sent++;
        if (_nonces.Count == Remembers)
        {
            _unanswered.Remove(_nonces.Dequeue());
        }

        _nonces.Enqueue(response.Nonce);
        _unanswered[response.Nonce] = [.. response.Resources.Select(resource => resource.Name).Concat(response.RemovedResources).Take(MaxNames)];
    }

    /// <summary>Takes an answer.</summary>
    /// <returns>The refusal, if it is one.</returns>
    public Rejection? Receive(DeltaDiscoveryRequest request)
    {
        if (request.ResponseNonce.Length == 0)
        {
            return null;
        }

        LastAnswer = time.GetUtcNow();
        _unanswered.Remove(request.ResponseNonce, out var names);
        if (request.ErrorDetail is not { } error)
        {
            Acks++;
            return null;
        }

        Nacks++;
        return LastNack = new Rejection(LastAnswer.Value, Text.Printable(error.Message, MaxText), names ?? []);
    }
}
