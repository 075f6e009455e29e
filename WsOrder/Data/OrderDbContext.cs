using Microsoft.EntityFrameworkCore;
using WsOrder.Domain;

namespace WsOrder.Data;

/// <summary>The database <c>orders</c>.</summary>
/// <remarks>
/// A new migration, without a server: <c>dotnet tool restore</c>, then <c>dotnet ef migrations add NAME --project WsOrder --output-dir Data/Migrations</c>.
/// Migrations are applied by <c>WsOrder migrate</c>, never at the start of the service.
/// </remarks>
internal sealed class OrderDbContext(DbContextOptions<OrderDbContext> options) : DbContext(options)
{
    /// <summary>The orders, each with its lines.</summary>
    public DbSet<Order> Orders => Set<Order>();

    /// <summary>The customers.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Which keys made which orders in the last 24 hours.</summary>
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseServiceCollation();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OrderDbContext).Assembly);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseServiceTypes();
}
