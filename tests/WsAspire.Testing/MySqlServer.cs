using MySqlConnector;

namespace WsAspire.Testing;

/// <summary>A MySQL-protocol server of the tests' own: real, on a random loopback port, in a folder below <c>.ws/test</c>, gone with the test process.</summary>
/// <remarks>Use it as an xunit assembly fixture; each test takes a database of its own by <see cref="CreateDatabaseAsync"/>.</remarks>
public sealed class MySqlServer : IAsyncDisposable
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);
    private readonly string _folder;
    private LeashedProcess _process;

    private MySqlServer(string folder, int port, LeashedProcess process)
    {
        _folder = folder;
        Port = port;
        _process = process;
    }

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    /// <summary>Connection string of the server, without a database.</summary>
    public string ConnectionString => $"Server=127.0.0.1;Port={Port};User ID=root;Password=test;SslMode=None";

    /// <summary>What the server printed.</summary>
    public string Log => _process.Output;

    /// <summary>Initialises and starts a server, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">No mariadbd on this machine, or it did not start; the text holds its output.</exception>
    public static async Task<MySqlServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var folder = TestFolder.Create("mysql");
        await RunAsync(
            "mariadb-install-db",
            folder,
            ["--no-defaults", "--datadir=./data", "--auth-root-authentication-method=normal", "--skip-test-db", .. UserArgument()],
            cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "init.sql"),
            "ALTER USER 'root'@'localhost' IDENTIFIED BY 'test';\nCREATE USER IF NOT EXISTS 'root'@'127.0.0.1';\nALTER USER 'root'@'127.0.0.1' IDENTIFIED BY 'test';\nGRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n",
            cancellationToken);

        var port = ServiceProcess.FreePort();
        var server = new MySqlServer(folder, port, Launch(folder, port));
        await server.WaitUntilItAnswersAsync(cancellationToken);
        return server;
    }

    /// <summary>Stops the server as a crash does (SIGTERM here; the port refuses connections afterwards).</summary>
    public ValueTask StopAsync() => _process.DisposeAsync();

    /// <summary>Starts the server again on the same port and data, and waits until it answers.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        _process = Launch(_folder, Port);
        await WaitUntilItAnswersAsync(cancellationToken);
    }

    /// <summary>Makes the server hang: it takes connections and answers nothing, until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken = default) => SignalAsync("STOP", cancellationToken);

    /// <summary>Ends <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync(CancellationToken cancellationToken = default) => SignalAsync("CONT", cancellationToken);

    /// <summary>Runs one statement on a connection of its own.</summary>
    /// <returns>The first value, or null.</returns>
    public async Task<object?> QueryAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = new MySqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Creates an empty database with a name of its own.</summary>
    /// <returns>The connection string of that database.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"t_{Guid.NewGuid():n}";
        await using var connection = new MySqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return $"{ConnectionString};Database={name}";
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        var process = (await File.ReadAllTextAsync(Path.Combine(_folder, "mysqld.pid"), cancellationToken)).Trim();
        await RunAsync("kill", _folder, ["-" + signal, process], cancellationToken);
    }

    private static LeashedProcess Launch(string folder, int port) => LeashedProcess.Start(
        "mariadbd",
        [
            "--no-defaults",
            $"--datadir={Path.Combine(folder, "data")}",
            "--socket=server.sock",
            $"--pid-file={Path.Combine(folder, "mysqld.pid")}",
            $"--init-file={Path.Combine(folder, "init.sql")}",
            $"--port={port}",
            "--bind-address=127.0.0.1",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            "--innodb-buffer-pool-size=32M",
            "--innodb-log-file-size=16M",
            "--innodb-flush-log-at-trx-commit=0",
            "--skip-name-resolve",
            "--skip-log-bin",
            .. UserArgument(),
        ],
        TemporaryFolder(folder));

    private async Task WaitUntilItAnswersAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_startTimeout);
        while (true)
        {
            try
            {
                await using var connection = new MySqlConnection(ConnectionString + ";Pooling=false;ConnectionTimeout=2");
                await connection.OpenAsync(timeout.Token);
                return;
            }
            catch (MySqlException) when (!_process.HasExited && !timeout.IsCancellationRequested)
            {
                await Task.Delay(50, cancellationToken);
            }
            catch (Exception exception) when (exception is MySqlException or OperationCanceledException)
            {
                throw new InvalidOperationException($"mariadbd did not start on port {Port}: {exception.Message}\n{Log}", exception);
            }
        }
    }

    private static async Task RunAsync(string program, string folder, string[] arguments, CancellationToken cancellationToken)
    {
        await using var process = LeashedProcess.Start(program, arguments, TemporaryFolder(folder), folder);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}; ./test installs it where it is missing:\n{process.Output}");
        }
    }

    // A server that starts removes what others have in a temporary folder that they share.
    private static Dictionary<string, string?> TemporaryFolder(string folder) => new() { ["TMPDIR"] = folder };

    private static string[] UserArgument() => Environment.UserName == "root" ? ["--user=root"] : [];
}
