using Microsoft.EntityFrameworkCore;
using WsOrder.Domain;

namespace WsOrder.Data;

/// <summary>The database <c>orders</c>.</summary>
/// <remarks>
/// A new migration, in the project's folder, without a server:
/// <c>dotnet ef migrations add NAME --output-dir Data/Migrations --msbuildprojectextensionspath ../artifacts/obj/WsOrder</c>.
/// Migrations are applied by <c>WsOrder migrate</c>, never at the start of the service.
/// </remarks>
internal sealed class OrderDbContext(DbContextOptions<OrderDbContext> options) : DbContext(options)
{
    /// <summary>Every table's collation, and that of text sent to the server.</summary>
    public const string Collation = "utf8mb4_unicode_ci";

    /// <summary>The orders, each with its lines.</summary>
    public DbSet<Order> Orders => Set<Order>();

    /// <summary>The customers.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Which keys made which orders in the last 24 hours.</summary>
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasCharSet("utf8mb4").UseCollation(Collation);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OrderDbContext).Assembly);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<GuidBytesConverter>().HaveColumnType("binary(16)");
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTimeConverter>().HaveColumnType("datetime(6)");
    }
}
