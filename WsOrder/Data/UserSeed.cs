using Microsoft.EntityFrameworkCore;
using WsAspire.ServiceDefaults.Data;
using WsOrder.Domain;

namespace WsOrder.Data;

/// <summary>Gives an empty table some users.</summary>
internal sealed class UserSeed : IDatabaseSeed<OrderDbContext>
{
    private static readonly string[] s_names = ["Ada Lovelace", "Alan Turing", "Barbara Liskov", "Donald Knuth", "Grace Hopper", "Leslie Lamport"];

    /// <inheritdoc />
    public async Task SeedAsync(OrderDbContext context, TextWriter progress, CancellationToken cancellationToken)
    {
        if (await context.Users.AnyAsync(cancellationToken))
        {
            return;
        }

        await progress.WriteLineAsync($"Seeding {s_names.Length} users");
        context.Users.AddRange(s_names.Select(name => new User(name)));
        await context.SaveChangesAsync(cancellationToken);
    }
}
