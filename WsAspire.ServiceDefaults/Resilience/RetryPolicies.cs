using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using MethodConfig = Grpc.Net.Client.Configuration.MethodConfig;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>Which methods of a client are repeated, and how.</summary>
internal static class RetryPolicies
{
    /// <summary>Makes the configuration of a client's channel.</summary>
    /// <param name="client">The generated client; the type around it knows the contract.</param>
    /// <param name="options">How often and when.</param>
    /// <returns>Null where nothing is repeated.</returns>
    public static ServiceConfig? Create(Type client, RetryOptions options)
    {
        var reads = options.MaxAttempts > 1 ? ReadsOf(client) : [];
        if (reads.Length == 0)
        {
            return null;
        }

        var method = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = options.MaxAttempts,
                InitialBackoff = options.InitialBackoff,
                MaxBackoff = options.MaxBackoff < options.InitialBackoff ? options.InitialBackoff : options.MaxBackoff,
                BackoffMultiplier = options.BackoffMultiplier,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var read in reads)
        {
            method.Names.Add(new MethodName { Service = read.Service.FullName, Method = read.Name });
        }

        return new ServiceConfig { MethodConfigs = { method }, RetryThrottling = new RetryThrottlingPolicy { MaxTokens = options.MaxTokens, TokenRatio = options.TokenRatio } };
    }

    /// <summary>The methods that the contract marks as reads. What the client streams is none: it would have to be kept to be repeated.</summary>
    private static MethodDescriptor[] ReadsOf(Type client)
    {
        var contract = client.DeclaringType?.GetProperty("Descriptor")?.GetValue(null) as ServiceDescriptor;
        return [.. (contract?.Methods ?? []).Where(method => !method.IsClientStreaming && IsRead(method))];
    }

    private static bool IsRead(MethodDescriptor method) =>
        method.GetOptions()?.IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.NoSideEffects;
}
