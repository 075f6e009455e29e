namespace WsAspire.ServiceDefaults.Health;

/// <summary>Does before the first call what would make it slow. Registered by <c>AddServiceWarmUp</c>.</summary>
public interface IWarmUp
{
    /// <summary>Warms up. Runs beside the start of the service, which is not ready until it is done, failed, or took too long.</summary>
    /// <param name="cancellationToken">Stops it when the service stops, or after <c>Health:WarmUpTimeout</c>.</param>
    Task WarmUpAsync(CancellationToken cancellationToken);
}
