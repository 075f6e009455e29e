using Microsoft.EntityFrameworkCore;

namespace WsAspire.ServiceDefaults.Tests.Data;

/// <summary>A database of one table.</summary>
public sealed class SampleContext(DbContextOptions<SampleContext> options) : DbContext(options)
{
    public DbSet<SampleItem> Items => Set<SampleItem>();
}
