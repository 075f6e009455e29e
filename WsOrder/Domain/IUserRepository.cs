using WsOrder.Domain.Errors;

namespace WsOrder.Domain;

/// <summary>Reads users. Every call throws <see cref="DatabaseUnavailableException"/> when the database cannot be used.</summary>
internal interface IUserRepository
{
    /// <summary>Reads one user; null if there is none.</summary>
    Task<User?> FindAsync(int id, CancellationToken cancellationToken);

    /// <summary>Reads users by ascending id.</summary>
    /// <param name="after">Only users with a higher id; 0 means from the first.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<User>> ListAsync(int after, int count, CancellationToken cancellationToken);
}
