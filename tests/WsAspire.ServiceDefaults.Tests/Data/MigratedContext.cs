using Microsoft.EntityFrameworkCore;

namespace WsAspire.ServiceDefaults.Tests.Data;

/// <summary>A database that migrations make.</summary>
public sealed class MigratedContext(DbContextOptions<MigratedContext> options) : DbContext(options)
{
    public DbSet<SampleItem> Items => Set<SampleItem>();
}
