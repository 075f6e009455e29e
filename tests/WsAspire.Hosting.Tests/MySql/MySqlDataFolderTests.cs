using Aspire.Hosting;
using MySqlConnector;
using WsAspire.Hosting.MySql;
using WsAspire.Testing;

namespace WsAspire.Hosting.Tests.MySql;

public sealed class MySqlDataFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ws-data-").FullName;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_ThenStart_HasPasswordAndDatabasesAndKeepsData()
    {
        var folder = new MySqlDataFolder(Path.Combine(_root, "a folder with blanks"));

        await folder.PrepareAsync(MySqlProgram.Find(), "it's \\ a password", ["orders", "odd`name"], CancellationToken);
        await using (var server = await StartAsync(folder, "it's \\ a password"))
        {
            await server.ExecuteAsync("CREATE TABLE orders.kept (id int); INSERT INTO orders.kept VALUES (7)");
            Assert.Equal("odd`name", await server.ExecuteAsync("SHOW DATABASES LIKE 'odd`name'"));
            Assert.Equal(Path.Combine(_root, "a folder with blanks", "tmp"), await server.ExecuteAsync("SELECT @@tmpdir"));
        }

        await folder.PrepareAsync(MySqlProgram.Find(), "changed", ["orders"], CancellationToken);
        await using (var server = await StartAsync(folder, "changed"))
        {
            Assert.Equal(7, await server.ExecuteAsync("SELECT id FROM orders.kept"));
        }
    }

    [Fact]
    public async Task Prepare_AfterAnInterruptedOne_StartsAnew()
    {
        var partial = Directory.CreateDirectory(Path.Combine(_root, "data.partial")).FullName;
        await File.WriteAllTextAsync(Path.Combine(partial, "ibdata1"), "half written", CancellationToken);
        var folder = new MySqlDataFolder(_root);

        await folder.PrepareAsync(MySqlProgram.Find(), "password", ["orders"], CancellationToken);

        await using var server = await StartAsync(folder, "password");
        Assert.Equal("orders", await server.ExecuteAsync("SHOW DATABASES LIKE 'orders'"));
    }

    [Fact]
    public async Task Prepare_SeveralAtATime_DoNotMeet()
    {
        var folders = Enumerable.Range(0, 6).Select(number => Path.Combine(_root, $"{number}")).ToArray();

        await Task.WhenAll(folders.Select(folder => new MySqlDataFolder(folder).PrepareAsync(MySqlProgram.Find(), "password", [], CancellationToken)));

        Assert.All(folders, folder => Assert.True(Directory.Exists(Path.Combine(folder, "data", "mysql"))));
    }

    [Fact]
    public async Task Prepare_InitFile_IsReadableByTheOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes");
            return;
        }

        var folder = new MySqlDataFolder(_root);

        await folder.PrepareAsync(MySqlProgram.Find(), "password", [], CancellationToken);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_root, "init.sql")));
    }

    [Fact]
    public async Task Prepare_ProgramFails_SaysWhatItPrinted()
    {
        var program = new MySqlProgram("/bin/false", "/bin/sh", ["-c", "echo no room left >&2; exit 3"]);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => new MySqlDataFolder(_root).PrepareAsync(program, "password", [], CancellationToken));

        Assert.Contains("/bin/sh ended with 3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no room left", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task<RunningServer> StartAsync(MySqlDataFolder folder, string password)
    {
        var port = ServiceProcess.FreePort();
        var process = LeashedProcess.Start(MySqlProgram.Find().Path, [.. folder.ServerArguments, $"--port={port}"]);
        var server = new RunningServer(process, new MySqlConnectionStringBuilder { Server = "127.0.0.1", Port = (uint)port, UserID = "root", Password = password, Pooling = false });
        await server.WaitAsync();
        return server;
    }

    private sealed class RunningServer(LeashedProcess process, MySqlConnectionStringBuilder address) : IAsyncDisposable
    {
        public async Task<object?> ExecuteAsync(string sql)
        {
            await using var connection = new MySqlConnection(address.ConnectionString);
            await connection.OpenAsync(CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(CancellationToken);
        }

        public async Task WaitAsync()
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
            timeout.CancelAfter(TimeSpan.FromSeconds(60));
            var check = new MySqlHealthCheck(() => address.ConnectionString);
            while ((await check.CheckHealthAsync(new(), timeout.Token)).Status != Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy)
            {
                Assert.False(process.HasExited, process.Output);
                await Task.Delay(50, timeout.Token);
            }
        }

        public ValueTask DisposeAsync() => process.DisposeAsync();
    }
}
