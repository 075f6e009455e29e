using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Branching;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>The argument <c>migrate</c> of a service's program: migrates its database and exits.</summary>
/// <example>
/// <code>
/// var app = builder.Build();
/// if (MigrateCommand.IsAsked(args))
/// {
///     return await MigrateCommand.RunAsync(app.Services);
/// }
/// </code>
/// </example>
public static class MigrateCommand
{
    /// <summary>Whether the program was asked to migrate.</summary>
    /// <param name="args">The program's arguments.</param>
    public static bool IsAsked(string[] args) => args is ["migrate", ..];

    /// <summary>Migrates what <c>AddServiceDatabase</c> registered. Says each step on standard output, and a failure in one line on standard error. A branch's instance is refused:
    /// the database is that of the default branch.</summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="cancellationToken">Stops between and within steps.</param>
    /// <returns>The exit code: 0, or 1 on failure.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);

        try
        {
            services.ValidateConfiguration();
            if (services.GetRequiredService<IOptions<BranchingOptions>>().Value is { IsBranch: true } branching)
            {
                throw new InvalidOperationException($"branch {branching.Own} uses the database of {branching.Default} and never migrates it; leave {BranchingOptions.BranchKey} out");
            }

            await using var scope = services.CreateAsyncScope();
            foreach (var migrator in scope.ServiceProvider.GetServices<IDatabaseMigrator>())
            {
                await migrator.MigrateAsync(Console.Out, cancellationToken);
            }

            return 0;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = exception is OptionsValidationException invalid ? string.Join("; ", invalid.Failures) : exception.Message;
            var program = services.GetRequiredService<IHostEnvironment>().ApplicationName;
            await Console.Error.WriteLineAsync($"{program} migrate failed: {reason.ReplaceLineEndings(" ")}");
            return 1;
        }
    }
}
