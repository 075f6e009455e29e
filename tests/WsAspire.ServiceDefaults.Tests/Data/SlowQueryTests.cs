using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Tests.Data;

public sealed class SlowQueryTests(MySqlFixture mySql)
{
    private const string Secret = "s3cret";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_SlowerThanTheLimit_IsLoggedWithSqlTimeAndTraceButNoValues()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server, "--database:slowQuery", "100");
        using var activity = new Activity("call").Start();

        await service.UseAsync(context => context.Database.ExecuteSqlAsync($"DO SLEEP(0.2), {Secret}", Token));

        var line = Assert.Single(SlowOnes(service));
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains("DO SLEEP(0.2), @p0", line.Message, StringComparison.Ordinal);
        Assert.Contains(activity.TraceId.ToHexString(), line.Message, StringComparison.Ordinal);
        Assert.Matches("executed in [0-9]{3,} ms", line.Message);
        Assert.DoesNotContain(Secret, line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_FasterThanTheLimit_IsNotLogged()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server, "--database:slowQuery", "10000");

        await service.UseAsync(context => context.Database.ExecuteSqlRawAsync("DO SLEEP(0.2)", Token));

        Assert.Empty(SlowOnes(service));
    }

    [Fact]
    public async Task Query_LimitZero_IsNotLogged()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server, "--database:slowQuery", "0");

        await service.UseAsync(context => context.Database.ExecuteSqlRawAsync("DO SLEEP(0.7)", Token));

        Assert.Empty(SlowOnes(service));
    }

    [Fact]
    public async Task Rows_ReadSlowly_AreLoggedWithTheirNumber()
    {
        // More than the query itself takes: the line of that would be the one of this second.
        await using var service = await DatabaseService.StartAsync(mySql.Server, "--database:slowQuery", "1000");
        await using var other = await service.OpenAsync();
        await other.ExecuteAsync("INSERT INTO Items (Name) VALUES ('a'), ('b'), ('c')");

        await service.UseAsync(async context =>
        {
            await foreach (var _ in context.Items.AsAsyncEnumerable().WithCancellation(Token))
            {
                await Task.Delay(400, Token);
            }

            return 0;
        });

        Assert.Contains(": 4 reads of rows took", Assert.Single(SlowOnes(service)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_SlowAndCancelled_IsLogged()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server, "--database:slowQuery", "100");
        await using var holder = await service.OpenAsync();
        await holder.ExecuteAsync("LOCK TABLES Items WRITE");
        using var cancel = new CancellationTokenSource();

        var waiting = service.UseAsync(context => context.Items.CountAsync(cancel.Token));
        while (await mySql.Server.QueryAsync(
            $"SELECT 1 FROM information_schema.processlist WHERE DB = '{holder.Database}' AND INFO LIKE 'SELECT COUNT%' AND TIME_MS > 200", Token) is null)
        {
            await Task.Delay(10, Token);
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Contains("failed or cancelled after", Assert.Single(SlowOnes(service)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Queries_ManySlowOnes_AreOneLineASecond()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server, "--database:slowQuery", "1");
        var since = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.UseAsync(context => context.Database.ExecuteSqlRawAsync("DO SLEEP(0.02)", Token))));

        Assert.InRange(SlowOnes(service).Length, 1, 2 + (int)Math.Ceiling(Stopwatch.GetElapsedTime(since).TotalSeconds));
    }

    [Fact]
    public async Task DebugAndLimit_ChangedWhileItRuns_CountAtOnce()
    {
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token);
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:orders", connectionString],
            "database: { debug: false, slowQuery: 0 }",
            builder => builder.AddServiceDatabase<SampleContext>("orders"));
        await service.UseAsync(context => context.Database.ExecuteSqlRawAsync("DO 1", Token));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Message.StartsWith("Executed in", StringComparison.Ordinal));

        service.WriteConfigurationFile("database: { debug: true, slowQuery: 1 }");

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        while (!service.Logs.Lines.Any(line => line.Message.StartsWith("Executed in", StringComparison.Ordinal)) || SlowOnes(service).Length == 0)
        {
            await service.UseAsync(context => context.Database.ExecuteSqlRawAsync("DO SLEEP(0.02)", timeout.Token));
        }
    }

    private static LogLine[] SlowOnes(SampleService service) =>
        [.. service.Logs.Lines.Where(line => line.Message.StartsWith("Slow query", StringComparison.Ordinal))];
}
