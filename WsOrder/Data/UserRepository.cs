using Microsoft.EntityFrameworkCore;
using WsOrder.Domain;

namespace WsOrder.Data;

/// <summary>Reads users from MySQL.</summary>
internal sealed class UserRepository(OrderDatabase database) : IUserRepository
{
    /// <inheritdoc />
    public Task<User?> FindAsync(int id, CancellationToken cancellationToken) =>
        database.UseAsync(
            (context, token) => context.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id, token),
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<User>> ListAsync(int after, int count, CancellationToken cancellationToken) =>
        database.UseAsync<IReadOnlyList<User>>(
            async (context, token) => await context.Users.AsNoTracking()
                .Where(user => user.Id > after).OrderBy(user => user.Id).Take(count).ToListAsync(token),
            cancellationToken);
}
