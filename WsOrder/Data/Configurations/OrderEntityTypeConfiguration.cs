using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WsOrder.Domain;

namespace WsOrder.Data.Configurations;

/// <summary>Tables <c>orders</c> and <c>order_lines</c>.</summary>
internal sealed class OrderEntityTypeConfiguration : IEntityTypeConfiguration<Order>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(order => order.Id);
        builder.Property(order => order.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(order => order.UserId).HasColumnName("user_id");
        builder.Property(order => order.Total).HasColumnName("total");
        builder.Property(order => order.Currency).HasColumnName("currency").HasColumnType("char(3)");
        builder.Property(order => order.State).HasColumnName("state").HasConversion<byte>().HasColumnType("tinyint unsigned");
        builder.Property(order => order.Version).HasColumnName("version").IsConcurrencyToken();
        builder.Property(order => order.CreatedAt).HasColumnName("created_at");

        builder.HasOne<User>().WithMany().HasForeignKey(order => order.UserId).OnDelete(DeleteBehavior.Restrict).HasConstraintName(UserKey);
        builder.HasIndex(order => new { order.UserId, order.Id }).HasDatabaseName("ix_orders_user_id_id");
        builder.OwnsMany(order => order.Lines, ConfigureLines);
    }

    /// <summary>The constraint that refuses an order of a user who does not exist.</summary>
    internal const string UserKey = "fk_orders_user";

    private static void ConfigureLines(OwnedNavigationBuilder<Order, OrderLine> lines)
    {
        lines.ToTable("order_lines");
        lines.WithOwner().HasForeignKey("OrderId").HasConstraintName("fk_order_lines_orders");
        lines.HasKey("OrderId", nameof(OrderLine.Number));
        lines.Property<Guid>("OrderId").HasColumnName("order_id");
        lines.Property(line => line.Number).HasColumnName("number").ValueGeneratedNever();
        lines.Property(line => line.Sku).HasColumnName("sku").HasMaxLength(OrderLimits.SkuLength);
        lines.Property(line => line.Quantity).HasColumnName("quantity");
        lines.Property(line => line.UnitPrice).HasColumnName("unit_price");
        lines.Ignore(line => line.Price);
    }
}
