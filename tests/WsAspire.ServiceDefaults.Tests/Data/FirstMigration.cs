using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace WsAspire.ServiceDefaults.Tests.Data;

/// <summary>Makes the table.</summary>
[DbContext(typeof(MigratedContext))]
[Migration("20260101000000_First")]
internal sealed class FirstMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE IF NOT EXISTS Items (Id int PRIMARY KEY, Name longtext);");
}
