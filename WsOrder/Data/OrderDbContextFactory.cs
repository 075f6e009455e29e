using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace WsOrder.Data;

/// <summary>Makes the context for <c>dotnet ef</c>, which asks no server then.</summary>
internal sealed class OrderDbContextFactory : IDesignTimeDbContextFactory<OrderDbContext>
{
    /// <inheritdoc />
    public OrderDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<OrderDbContext>();
        options.UseMySql("Server=127.0.0.1", new MySqlServerVersion(new Version(8, 0, 36)));
        return new OrderDbContext(options.Options);
    }
}
