using Microsoft.Extensions.Options;
using WsOrder.Data;

namespace WsOrder;

/// <summary><c>WsOrder migrate</c>: migrates the database and exits.</summary>
internal static class MigrateCommand
{
    /// <summary>Whether the program was asked to migrate.</summary>
    public static bool IsAsked(string[] args) => args is ["migrate", ..];

    /// <summary>Migrates. Says each step on standard output, and a failure in one line on standard error.</summary>
    /// <returns>The exit code: 0, or 1 on failure.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        try
        {
            services.ValidateConfiguration();
            await using var scope = services.CreateAsyncScope();
            var migrator = scope.ServiceProvider.GetService<DatabaseMigrator>()
                ?? throw new InvalidOperationException("No database is configured: set ConnectionStrings:orders, or database.host in config/conf.yaml.");
            await migrator.MigrateAsync(Console.Out, cancellationToken);
            return 0;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = exception is OptionsValidationException invalid ? string.Join("; ", invalid.Failures) : exception.Message;
            await Console.Error.WriteLineAsync($"WsOrder migrate failed: {reason.ReplaceLineEndings(" ")}");
            return 1;
        }
    }
}
