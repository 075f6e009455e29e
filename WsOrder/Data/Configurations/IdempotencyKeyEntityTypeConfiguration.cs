using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WsOrder.Domain;

namespace WsOrder.Data.Configurations;

/// <summary>Table <c>idempotency_keys</c>.</summary>
internal sealed class IdempotencyKeyEntityTypeConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(key => key.Key);
        builder.Property(key => key.Key).HasColumnName("key").HasColumnType($"varbinary({OrderLimits.IdempotencyKeyLength})");
        builder.Property(key => key.Fingerprint).HasColumnName("fingerprint").HasColumnType("binary(32)");
        builder.Property(key => key.OrderId).HasColumnName("order_id");
        builder.Property(key => key.CreatedAt).HasColumnName("created_at").IsConcurrencyToken();
        builder.HasIndex(key => key.CreatedAt).HasDatabaseName("ix_idempotency_keys_created_at");
    }
}
