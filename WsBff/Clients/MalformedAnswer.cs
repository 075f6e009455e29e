using Grpc.Core;

namespace WsBff.Clients;

/// <summary>An answer of a back end that its contract excludes; treated as any other failure of that back end.</summary>
internal static class MalformedAnswer
{
    /// <summary>Makes the exception. The reason is logged, never sent.</summary>
    public static RpcException Because(string reason) => new(new Status(StatusCode.DataLoss, $"The answer breaks the contract: {reason}."));
}
