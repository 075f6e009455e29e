using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Data;
using WsOrder.Domain;

namespace WsOrder.Tests;

/// <summary>The service's own composition without its host: real data on a real database.</summary>
internal sealed class OrderServices : IAsyncDisposable
{
    private readonly IHost _host;

    private OrderServices(IHost host, string connectionString)
    {
        _host = host;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public IServiceProvider Services => _host.Services;

    public LogLines Log => _host.Services.GetRequiredService<LogLines>();

    /// <summary>Composes on a database as it is.</summary>
    public static OrderServices On(string connectionString, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        // How long a call may take is no matter here: 32 of them at once wait for a place in the pool, and for EF Core's first query.
        builder.Configuration["Order:DatabaseTimeout"] = "00:01:00";
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.Configuration["ConnectionStrings:orders"] = $"{connectionString};Connection Timeout=60";
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton<LogLines>();
        builder.Services.AddSingleton<ILoggerProvider>(services => services.GetRequiredService<LogLines>());
        builder.AddOrderServices();
        return new OrderServices(builder.Build(), connectionString);
    }

    /// <summary>Composes on a new, migrated database.</summary>
    public static async Task<(OrderServices Services, string ConnectionString)> OnNewDatabaseAsync(
        DatabaseServer server, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var connectionString = await server.CreateDatabaseAsync();
        var services = On(connectionString, clock, settings);
        await services.MigrateAsync();
        return (services, connectionString);
    }

    /// <summary>Uses a service in a scope of its own, as a call does.</summary>
    public async Task<TResult> UseAsync<TService, TResult>(Func<TService, Task<TResult>> use)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Uses a service in a scope of its own, as a call does.</summary>
    public async Task UseAsync<TService>(Func<TService, Task> use)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task MigrateAsync() => UseAsync<IDatabaseMigrator>(
        migrator => migrator.MigrateAsync(TextWriter.Null, TestContext.Current.CancellationToken));

    public Task<Order> PlaceAsync(PlaceOrder request) =>
        UseAsync((OrderBook orders) => orders.PlaceAsync(request, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
