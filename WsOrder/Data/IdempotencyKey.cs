namespace WsOrder.Data;

/// <summary>A used key: what was asked under it, and the order that it made.</summary>
internal sealed class IdempotencyKey
{
    /// <summary>How long a key stands; an older one is void.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Makes a row.</summary>
    public IdempotencyKey(byte[] key, byte[] fingerprint, Guid orderId, DateTimeOffset createdAt)
    {
        Key = key;
        Fingerprint = fingerprint;
        OrderId = orderId;
        CreatedAt = createdAt;
    }

    /// <summary>The key in ASCII. Bytes, because text is compared without case and trailing spaces.</summary>
    public byte[] Key { get; private set; }

    /// <summary>SHA-256 of what was asked.</summary>
    public byte[] Fingerprint { get; private set; }

    /// <summary>The order that was made.</summary>
    public Guid OrderId { get; private set; }

    /// <summary>When; 24 hours later the key is void.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Whether the key stands no more.</summary>
    public bool IsVoid(DateTimeOffset now) => CreatedAt <= now - Lifetime;

    /// <summary>Gives a void key to a new order.</summary>
    public void Renew(byte[] fingerprint, Guid orderId, DateTimeOffset createdAt)
    {
        Fingerprint = fingerprint;
        OrderId = orderId;
        CreatedAt = createdAt;
    }
}
