using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using WsAspire.ServiceDefaults.Data;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Data;

public sealed class RepeatTests(MySqlFixture mySql)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deadlock_OfTwoTransactions_EndsWithBothDone()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server);
        var ids = await service.AddAsync("a", "b");
        var bothHoldOne = new MeetingPoint(2);

        async Task<int> AppendAsync(int first, int second, string text)
        {
            var runs = 0;
            return await service.UseAsync(database => database.InTransactionAsync(
                async (context, token) =>
                {
                    runs++;
                    await AppendToAsync(context, first, text, token);
                    if (runs == 1)
                    {
                        await bothHoldOne.ArriveAsync(token);
                    }

                    await AppendToAsync(context, second, text, token);
                    return runs;
                },
                Token));
        }

        var runs = await Task.WhenAll(AppendAsync(ids[0], ids[1], "1"), AppendAsync(ids[1], ids[0], "2"));

        Assert.Equal(3, runs.Sum());
        var names = await service.UseAsync(context => context.Items.OrderBy(item => item.Id).Select(item => item.Name).ToListAsync(Token));
        Assert.All(names, name => Assert.True(name.Contains('1') && name.Contains('2'), name));
        Assert.True(HasRepeated(service));
    }

    [Fact]
    public async Task Transaction_LockWaitTooLong_IsDoneAgain()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server);
        var id = (await service.AddAsync("a")).Single();
        await using var holder = await service.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync(Token);
        await holder.ExecuteAsync($"UPDATE Items SET Name = 'held' WHERE Id = {id}", transaction);

        var appending = service.UseAsync(database => database.InTransactionAsync(
            async (context, token) =>
            {
                await context.Database.ExecuteSqlRawAsync("SET SESSION innodb_lock_wait_timeout = 1", token);
                return await AppendToAsync(context, id, "b", token);
            },
            Token));
        await WaitForAsync(() => HasRepeated(service));
        await transaction.RollbackAsync(Token);

        Assert.Equal(1, await appending);
    }

    [Fact]
    public async Task Read_ConnectionKilledMeanwhile_IsDoneAgain()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server);
        await service.AddAsync("a");
        await using var holder = await service.OpenAsync();
        await holder.ExecuteAsync("LOCK TABLES Items WRITE");

        var reading = service.UseAsync(context => context.Items.CountAsync(Token));
        await KillAsync(holder, "SELECT COUNT(*)%");
        await WaitForAsync(() => reading.IsCompleted || HasRepeated(service));
        await holder.ExecuteAsync("UNLOCK TABLES");

        Assert.Equal(1, await reading);
    }

    [Fact]
    public async Task Read_OfOwnSql_ConnectionKilledMeanwhile_IsNotDoneAgain()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server);
        await using var holder = await service.OpenAsync();
        await holder.ExecuteAsync("LOCK TABLES Items WRITE");

        var reading = service.UseAsync(context => context.Items.FromSqlRaw("SELECT * FROM Items").ToListAsync(Token));
        await KillAsync(holder, "SELECT * FROM Items%");

        await Assert.ThrowsAsync<MySqlException>(() => reading);
        await holder.ExecuteAsync("UNLOCK TABLES");
    }

    [Fact]
    public async Task Write_ConnectionKilledMeanwhile_IsNotDoneAgain()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server);
        var id = (await service.AddAsync("a")).Single();
        await using var holder = await service.OpenAsync();
        await holder.ExecuteAsync("LOCK TABLES Items READ");

        var writing = service.UseAsync(context => context.Items.Where(item => item.Id == id).ExecuteUpdateAsync(row => row.SetProperty(item => item.Name, "b"), Token));
        await KillAsync(holder, "UPDATE%");

        await Assert.ThrowsAsync<MySqlException>(() => writing);
        await holder.ExecuteAsync("UNLOCK TABLES");
        Assert.Equal("a", await service.UseAsync(context => context.Items.Select(item => item.Name).SingleAsync(Token)));
    }

    [Theory]
    [InlineData(CommitFault.LoseAnswer, "a")]
    [InlineData(CommitFault.LoseRequest, null)]
    public async Task Transaction_ConnectionLostAtCommit_IsNotDoneAgain(CommitFault fault, string? stored)
    {
        var direct = await mySql.Server.CreateDatabaseAsync(Token);
        await using var proxy = new DatabaseProxy(mySql.Server.Port);
        await using var service = await DatabaseService.StartAsync(new MySqlConnectionStringBuilder(direct) { Port = (uint)proxy.Port }.ConnectionString);
        var runs = 0;
        proxy.NextCommit = fault;

        var lost = await Record.ExceptionAsync(() => service.UseAsync(database => database.InTransactionAsync(
            async (context, token) =>
            {
                runs++;
                context.Add(new SampleItem { Name = "a" });
                return await context.SaveChangesAsync(token);
            },
            Token)));

        Assert.IsType<MySqlException>(lost);
        Assert.Equal((1, CommitFault.None), (runs, proxy.NextCommit));
        Assert.Equal(stored, await mySql.Server.NamesAsync(direct));
    }

    [Fact]
    public async Task FirstReads_AfterTheServerRestarted_DoNotFail()
    {
        await using var server = await MySqlServer.StartAsync(Token);
        await using var service = await DatabaseService.StartAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.UseAsync(context => context.Items.CountAsync(Token))));
        await server.StopAsync();
        await server.RestartAsync(Token);

        var counts = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.UseAsync(context => context.Items.CountAsync(Token))));

        Assert.All(counts, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task InTransaction_WithinATransaction_IsRefused()
    {
        await using var service = await DatabaseService.StartAsync(mySql.Server);

        await service.UseAsync(async database =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(Token);
            return await Assert.ThrowsAsync<InvalidOperationException>(() => database.InTransactionAsync((_, _) => Task.FromResult(1), Token));
        });
    }

    private static bool HasRepeated(SampleService service) => service.Logs.Lines.Any(line => line.Message.StartsWith("Done again", StringComparison.Ordinal));

    private static Task<int> AppendToAsync(SampleContext context, int id, string text, CancellationToken token) =>
        context.Items.Where(item => item.Id == id).ExecuteUpdateAsync(row => row.SetProperty(item => item.Name, item => item.Name + text), token);

    // Waits until a statement like this one waits for the lock, and kills its connection.
    private async Task KillAsync(MySqlConnection holder, string like)
    {
        object? id = null;
        await WaitForAsync(() =>
        {
            using var command = new MySqlCommand(
                $"SELECT ID FROM information_schema.processlist WHERE DB = '{holder.Database}' AND INFO LIKE '{like}' AND STATE LIKE 'Waiting%'", holder);
            return (id = command.ExecuteScalar()) is not null;
        });
        await mySql.Server.QueryAsync($"KILL CONNECTION {id}", Token);
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(10, timeout.Token);
        }
    }
}
