using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>One token bucket for each partition; idle ones go, and there are never more than configured.</summary>
internal sealed class RateLimiters : IDisposable
{
    private const int MaxSlices = 10;
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public RateLimiters(IOptions<RateLimitOptions> options)
    {
        var asked = options.Value;
        var bucket = BucketOf(asked, asked.Permits.GetValueOrDefault(1));
        _limiter = PartitionedRateLimiter.Create<HttpContext, int>(context => RateLimitPartition.GetTokenBucketLimiter(PartitionOf(context, asked), _ => bucket));
    }

    /// <summary>Asks for a permit.</summary>
    public ValueTask<RateLimitLease> AcquireAsync(HttpContext context) => _limiter.AcquireAsync(context, 1, context.RequestAborted);

    public void Dispose() => _limiter.Dispose();

    // The permits of a window come in up to ten equal parts, so that a limit per second is none per burst of a second.
    private static TokenBucketRateLimiterOptions BucketOf(RateLimitOptions asked, int permits)
    {
        var slices = Enumerable.Range(1, MaxSlices).Last(parts => permits % parts == 0 && (parts == 1 || asked.Window / parts >= TimeSpan.FromMilliseconds(100)));
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(asked.Burst ?? permits, permits / slices),
            TokensPerPeriod = permits / slices,
            ReplenishmentPeriod = asked.Window / slices,
            QueueLimit = asked.Queue,
            AutoReplenishment = false,
        };
    }

    // The hash of a text differs in each process, so nobody can aim at the bucket of another.
    private static int PartitionOf(HttpContext context, RateLimitOptions asked) => asked.Partition switch
    {
        RatePartition.Address => Bucket(HashOf(context.Connection.RemoteIpAddress), asked.MaxPartitions),
        RatePartition.Header => Bucket(context.Request.Headers[asked.Header!].ToString().GetHashCode(StringComparison.Ordinal), asked.MaxPartitions),
        _ => 0,
    };

    private static int Bucket(int hash, int count) => (int)((uint)hash % (uint)count);

    private static int HashOf(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return HashCode.Combine(address?.MapToIPv4());
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var hash = default(HashCode);
        hash.AddBytes(bytes[..8]);
        return hash.ToHashCode();
    }
}
