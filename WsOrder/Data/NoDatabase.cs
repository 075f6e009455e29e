using WsOrder.Domain;
using WsOrder.Domain.Errors;

namespace WsOrder.Data;

/// <summary>Stands where no database is configured: says what to set, and asks nothing.</summary>
internal sealed class NoDatabase : IOrderRepository, IUserRepository, IUserGlance
{
    /// <summary>Logs once what is missing.</summary>
    public NoDatabase(ILogger<NoDatabase> logger) => Log.NoDatabase(logger);

    /// <inheritdoc />
    public ValueTask GlanceAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public Task<Order> AddOnceAsync(PlaceOrder request, Order order, CancellationToken cancellationToken) => Refuse<Order>();

    /// <inheritdoc />
    public Task<IReadOnlyList<Order>> ListAsync(int? userId, Guid? before, int count, CancellationToken cancellationToken) =>
        Refuse<IReadOnlyList<Order>>();

    /// <inheritdoc />
    public Task<bool> TryUpdateAsync(Order order, int storedVersion, CancellationToken cancellationToken) => Refuse<bool>();

    /// <inheritdoc />
    public Task<IReadOnlyList<User>> ListAsync(int after, int count, CancellationToken cancellationToken) => Refuse<IReadOnlyList<User>>();

    Task<Order?> IOrderRepository.FindAsync(Guid id, CancellationToken cancellationToken) => Refuse<Order?>();

    Task<User?> IUserRepository.FindAsync(int id, CancellationToken cancellationToken) => Refuse<User?>();

    private static Task<T> Refuse<T>() => Task.FromException<T>(new DatabaseUnavailableException(
        "No database is configured: set ConnectionStrings:orders, or database.host in config/conf.yaml."));
}
