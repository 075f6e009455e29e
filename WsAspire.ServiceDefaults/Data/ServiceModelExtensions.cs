using WsAspire.ServiceDefaults.Data;

namespace Microsoft.EntityFrameworkCore;

/// <summary>What every model of a service has in common.</summary>
public static class ServiceModelExtensions
{
    /// <summary>Makes all tables and text utf8mb4 in the collation <c>utf8mb4_unicode_ci</c>, which MySQL and MariaDB both have.</summary>
    /// <param name="model">Called in <c>OnModelCreating</c>.</param>
    public static ModelBuilder UseServiceCollation(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model.HasCharSet("utf8mb4").UseCollation(DatabaseDefaults.Collation);
    }

    /// <summary>Stores a <see cref="Guid"/> as its 16 bytes in the order in which it is written, and a <see cref="DateTimeOffset"/> as UTC in whole
    /// microseconds.</summary>
    /// <param name="conventions">Called in <c>ConfigureConventions</c>.</param>
    public static ModelConfigurationBuilder UseServiceTypes(this ModelConfigurationBuilder conventions)
    {
        ArgumentNullException.ThrowIfNull(conventions);

        conventions.Properties<Guid>().HaveConversion<GuidBytesConverter>().HaveColumnType("binary(16)");
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTimeConverter>().HaveColumnType("datetime(6)");
        return conventions;
    }
}
