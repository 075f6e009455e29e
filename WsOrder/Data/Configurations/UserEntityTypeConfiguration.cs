using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WsOrder.Domain;

namespace WsOrder.Data.Configurations;

/// <summary>Table <c>user</c>, as the Go original has it.</summary>
internal sealed class UserEntityTypeConfiguration : IEntityTypeConfiguration<User>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("user");
        builder.HasKey(user => user.Id);
        builder.Property(user => user.Id).HasColumnName("id");
        builder.Property(user => user.Name).HasColumnName("name").HasMaxLength(User.NameLength).IsRequired().HasDefaultValue("");
    }
}
