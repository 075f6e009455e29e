using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MySqlConnector;
using WsAspire.ServiceDefaults.Data;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Tests.Data;

public sealed class ServiceDatabaseTests(MySqlFixture mySql)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Server=one;Pasword=hidden-in-the-text")]
    [InlineData("Server=one;Password=hidden-in-the-text;and more")]
    [InlineData("Server=one;Password=hidden-in-the-text;Port=many")]
    public void ConnectionString_ThatIsWrong_RefusesTheStartByItsKey_WithoutItsSecrets(string connectionString)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => SampleService.Create(["--ConnectionStrings:orders", connectionString], configure: AddDatabase));

        Assert.Contains("ConnectionStrings:orders: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Expected options of MySqlConnector", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-in-the-text", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_NotConfigured_WhoAsksIsToldWhatToSet()
    {
        const string Expected = "No database is configured: set ConnectionStrings:orders, or database.host in config/conf.yaml.";
        var added = true;
        await using var service = SampleService.Create([], configure: builder => added = builder.AddServiceDatabase<SampleContext>("orders"));
        await using var scope = service.App.Services.CreateAsyncScope();
        var migrator = scope.ServiceProvider.GetRequiredService<IDatabaseMigrator>();

        Assert.False(added);
        Assert.Null(service.App.Services.GetService<DbContextOptions<SampleContext>>());
        var refusal = Assert.ThrowsAny<ServiceException>(scope.ServiceProvider.GetRequiredService<SampleContext>);
        Assert.Equal((ErrorKind.Unavailable, Expected), (refusal.Kind, refusal.Message));
        Assert.Equal(Expected, (await Assert.ThrowsAnyAsync<ServiceException>(() => migrator.MigrateAsync(TextWriter.Null, Token))).Message);
    }

    [Fact]
    public async Task ConnectionString_OfAServer_IsUsedWithThePoolsDefaults()
    {
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token);
        await using var service = SampleService.Create(["--ConnectionStrings:orders", connectionString], configure: AddDatabase);
        await using var scope = service.App.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SampleContext>();

        await context.Database.EnsureCreatedAsync(Token);
        context.Items.Add(new SampleItem { Name = "ä" });
        await context.SaveChangesAsync(Token);

        Assert.Equal("ä", (await context.Items.SingleAsync(Token)).Name);
        var pool = new MySqlConnectionStringBuilder(context.Database.GetConnectionString()!);
        Assert.Equal((20u, 60u, 3u), (pool.MaximumPoolSize, pool.ConnectionLifeTime, pool.ConnectionTimeout));
    }

    [Fact]
    public async Task ConfigurationFile_WithDatabaseKeys_IsUsed()
    {
        var connection = new MySqlConnectionStringBuilder(await mySql.Server.CreateDatabaseAsync(Token));
        await using var service = SampleService.Create(
            [],
            $"""
            database:
              driver: mysql
              host: 127.0.0.1
              port: {connection.Port}
              username: root
              password: test
              dbname: {connection.Database}
              debug: false
              maxIdle: 3
              maxOpen: 7
              maxLifetime: 0
            """,
            AddDatabase);
        await using var scope = service.App.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SampleContext>();

        Assert.True(await context.Database.CanConnectAsync(Token));
        var pool = new MySqlConnectionStringBuilder(context.Database.GetConnectionString()!);
        Assert.Equal((7u, 60u), (pool.MaximumPoolSize, pool.ConnectionLifeTime));
    }

    [Fact]
    public async Task ConnectionString_BesideDatabaseKeys_WinsButThePoolKeysApply()
    {
        await using var service = SampleService.Create(
            ["--ConnectionStrings:orders", "Server=one;Database=a;Maximum Pool Size=99;Connection Timeout=1"],
            "database: { host: two, dbname: b, maxOpen: 5 }",
            AddDatabase);
        await using var scope = service.App.Services.CreateAsyncScope();

        var used = new MySqlConnectionStringBuilder(scope.ServiceProvider.GetRequiredService<SampleContext>().Database.GetConnectionString()!);

        Assert.Equal(("one", "a", 5u, 1u), (used.Server, used.Database, used.MaximumPoolSize, used.ConnectionTimeout));
    }

    [Theory]
    [InlineData("database: { host: x, port: 0 }", "config/conf.yaml: database:port = \"0\": allowed is 1 to 65535.")]
    [InlineData("database: { host: x, maxOpen: many }", "config/conf.yaml: database:maxOpen = \"many\": expected a whole number.")]
    [InlineData("database: { host: x, driver: postgres }", "config/conf.yaml: database:driver = \"postgres\": allowed is mysql.")]
    [InlineData("database: { host: x, pasword: hidden }", "config/conf.yaml: database:pasword = \"hidden\": unknown key (did you mean password?); allowed below database: driver, host, port, username, password, dbname, debug, slowQuery, maxIdle, maxOpen, maxLifetime.")]
    [InlineData("database: { host: x, password: [hidden] }", "config/conf.yaml: database:password: expected a text.")]
    public void Database_WithAWrongKey_NamesIt(string file, string fault)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => SampleService.Create([], file, AddDatabase));

        Assert.Equal([fault], exception.Failures);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Debug_Set_LogsSqlWithoutValues(string debug, bool logged)
    {
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token);
        await using var service = SampleService.Create(["--ConnectionStrings:orders", connectionString, "--database:debug", debug, "--Logging:LogLevel:Microsoft.EntityFrameworkCore", "Information"], configure: AddDatabase);
        await using var scope = service.App.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SampleContext>();
        await context.Database.EnsureCreatedAsync(Token);

        var secret = "s3cret";
        await context.Items.Where(item => item.Name == secret).CountAsync(Token);

        Assert.Equal(logged, service.Logs.Lines.Any(line => line.Level == LogLevel.Information && line.Message.Contains("SELECT COUNT", StringComparison.Ordinal)));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Message.Contains(secret, StringComparison.Ordinal));
    }

    private static void AddDatabase(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => Assert.True(builder.AddServiceDatabase<SampleContext>("orders"));
}
