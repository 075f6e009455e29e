using System.Diagnostics;
using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Data;

public sealed class PoolTests(MySqlFixture mySql)
{
    private const int Pool = 20;
    private const int Callers = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_TenTimesThePool_WaitForTheirTurnAndAllAreServed()
    {
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token);
        await using var service = await DatabaseService.StartAsync(connectionString);
        var calls = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => service.UseAsync(
            context => context.Database.ExecuteSqlRawAsync("DO SLEEP(0.05)", Token))));

        var most = 0;
        while (!calls.IsCompleted)
        {
            most = Math.Max(most, await ConnectionsAsync(connectionString));
        }

        await calls;

        // They stay open: this sees them even where no look came while the calls ran.
        most = Math.Max(most, await ConnectionsAsync(connectionString));
        Assert.InRange(most, 2, Pool);
    }

    [Fact]
    public async Task Pool_WithoutAFreeConnection_IsRefusedInTimeWithTheReason()
    {
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token) + ";Connection Timeout=1";
        await using var service = await DatabaseService.StartAsync(connectionString);
        var holders = new Stack<AsyncServiceScope>();
        for (var i = 0; i < Pool; i++)
        {
            holders.Push(service.App.Services.CreateAsyncScope());
            await holders.Peek().ServiceProvider.GetRequiredService<SampleContext>().Database.OpenConnectionAsync(Token);
        }

        Assert.Equal(Pool, await ConnectionsAsync(connectionString));
        var since = Stopwatch.GetTimestamp();
        var refusals = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Assert.ThrowsAsync<RpcException>(() => CountAsync(service))));
        var took = Stopwatch.GetElapsedTime(since);
        var connections = await ConnectionsAsync(connectionString);
        while (holders.TryPop(out var holder))
        {
            await holder.DisposeAsync();
        }

        Assert.All(refusals, refusal => Assert.Equal(
            (StatusCode.Unavailable, "DATABASE_BUSY"), (refusal.StatusCode, refusal.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason)));
        Assert.InRange(took, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(60));
        Assert.Equal(Pool, connections);
        Assert.Equal(0, (await CountAsync(service)).Id);
    }

    [Fact]
    public async Task Connections_MoreThanMaxIdle_StayOpen()
    {
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token);
        await using var service = await DatabaseService.StartAsync(connectionString, "--database:maxIdle", "1");
        var all = new MeetingPoint(5);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => service.UseAsync(async context =>
        {
            await context.Database.OpenConnectionAsync(Token);
            await all.ArriveAsync(Token);
            await context.Database.CloseConnectionAsync();
            return 0;
        })));

        // The driver has no limit of idle connections.
        Assert.Equal(5, await ConnectionsAsync(connectionString));
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Call_PastItsDeadline_LeavesNoQueryAtTheServerAndACleanConnection()
    {
        const string Running = "INFO LIKE 'SELECT COUNT%' AND STATE LIKE 'Waiting%'";
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token);
        await using var service = await DatabaseService.StartAsync(connectionString);
        await using var holder = await service.OpenAsync();

        // Pays for the model and for the connections: the deadline is for the queries.
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CountAsync(service)));
        await holder.ExecuteAsync("LOCK TABLES Items WRITE");
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(3);
        var calls = Enumerable.Range(0, 5).Select(_ => CountAsync(service, deadline)).ToArray();
        while (await CountAsync(connectionString, Running) < calls.Length)
        {
            Assert.DoesNotContain(calls, call => call.IsCompleted);
            await Task.Delay(10, Token);
        }

        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
        }

        var since = Stopwatch.GetTimestamp();
        while (await CountAsync(connectionString, Running) > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(1), "A query ran on after its call was over.");
        }

        await holder.ExecuteAsync("UNLOCK TABLES");
        var counts = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => CountAsync(service)));
        Assert.All(counts, count => Assert.Equal(0, count.Id));
    }

    private static async Task<Shape> CountAsync(SampleService service, DateTime? deadline = null) =>
        await new ShapeService.ShapeServiceClient(service.Channel).FailAsync(new FailRequest { How = "database" }, deadline: deadline, cancellationToken: Token);

    private Task<int> ConnectionsAsync(string connectionString) => CountAsync(connectionString, "TRUE");

    private async Task<int> CountAsync(string connectionString, string where) => Convert.ToInt32(
        await mySql.Server.QueryAsync(
            $"SELECT COUNT(*) FROM information_schema.processlist WHERE DB = '{new MySqlConnectionStringBuilder(connectionString).Database}' AND {where}", Token),
        CultureInfo.InvariantCulture);
}
