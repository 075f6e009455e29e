using Google.Protobuf.Reflection;

namespace WsAspire.AppHost;

/// <summary>The rpcs that change nothing, by what their contracts say of them.</summary>
internal static class ReadMethods
{
    /// <summary>The paths of all methods with <c>idempotency_level = NO_SIDE_EFFECTS</c>, such as <c>/hello.HelloHTTP/SayHello</c>, by name.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<FileDescriptor> contracts) =>
    [
        .. contracts.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Where(method => method.GetOptions()?.IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.NoSideEffects)
            .Select(method => $"/{method.Service.FullName}/{method.Name}")
            .Order(StringComparer.Ordinal),
    ];
}
