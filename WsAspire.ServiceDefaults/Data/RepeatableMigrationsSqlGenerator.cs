using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Update;
using Pomelo.EntityFrameworkCore.MySql.Infrastructure.Internal;
using Pomelo.EntityFrameworkCore.MySql.Migrations;

namespace WsAspire.ServiceDefaults.Data;

#pragma warning disable EF1001 // Pomelo's public generator asks for its internal options.
/// <summary>Writes tables and indexes so that what exists is left alone: MySQL commits each of them by itself, so a migration that was
/// killed has some of them already when it is run again.</summary>
internal sealed class RepeatableMigrationsSqlGenerator(
    MigrationsSqlGeneratorDependencies dependencies, ICommandBatchPreparer commandBatchPreparer, IMySqlOptions options)
    : MySqlMigrationsSqlGenerator(dependencies, commandBatchPreparer, options)
#pragma warning restore EF1001
{
    /// <inheritdoc />
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        var plain = new MigrationCommandListBuilder(Dependencies);
        base.Generate(operation, model, plain, terminate: true);
        foreach (var command in plain.GetCommandList())
        {
            const string Create = "CREATE TABLE ";
            // EF's own table: its text is completed by others.
            var isCreate = operation.Name != HistoryRepository.DefaultTableName && command.CommandText.StartsWith(Create, StringComparison.Ordinal);
            builder.Append(isCreate ? $"{Create}IF NOT EXISTS {command.CommandText[Create.Length..]}" : command.CommandText).EndCommand();
        }
    }

    /// <inheritdoc />
    protected override void Generate(CreateIndexOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        var plain = new MigrationCommandListBuilder(Dependencies);
        base.Generate(operation, model, plain, terminate: true);
        foreach (var command in plain.GetCommandList())
        {
            // MySQL knows no CREATE INDEX IF NOT EXISTS.
            builder.Append(
                $"""
                SET @ddl = IF(
                    EXISTS(SELECT 1 FROM information_schema.statistics
                        WHERE table_schema = DATABASE() AND table_name = {Literal(operation.Table)} AND index_name = {Literal(operation.Name)}),
                    'DO 0',
                    {Literal(command.CommandText.Trim())});
                PREPARE ddl FROM @ddl;
                EXECUTE ddl;
                DEALLOCATE PREPARE ddl;
                """).EndCommand();
        }
    }

    private static string Literal(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";
}
