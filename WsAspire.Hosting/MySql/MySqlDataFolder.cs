using System.Diagnostics;
using System.Text;

namespace WsAspire.Hosting.MySql;

/// <summary>The data folder of a local server, made on first use.</summary>
/// <param name="folder">Holds the data folder and what the server reads at its start.</param>
internal sealed class MySqlDataFolder(string folder)
{
    private const string PartialName = "data.partial";
    private const string TemporaryName = "tmp";
    private readonly string _data = Path.Combine(folder, "data");

    /// <summary>What the server needs at every start to find its data and nothing of the machine's own server.</summary>
    /// <remarks>The socket lies in the data folder by a relative name: a path of a socket may be 107 characters long.</remarks>
    public IReadOnlyList<string> ServerArguments =>
    [
        "--no-defaults",
        $"--datadir={_data}",
        "--socket=server.sock",
        $"--pid-file={Path.Combine(folder, "server.pid")}",
        $"--init-file={InitFile}",
        $"--tmpdir={Temporary}",
        "--bind-address=127.0.0.1",
        "--skip-name-resolve",
        "--skip-log-bin",
        "--character-set-server=utf8mb4",
        "--collation-server=utf8mb4_unicode_ci",
        .. UserArguments,
    ];

    /// <summary>Of its own: servers that are made at the same time meet in the machine's.</summary>
    private string Temporary => Path.Combine(folder, TemporaryName);

    private string InitFile => Path.Combine(folder, "init.sql");

    /// <summary>The server refuses to run as root unless told so.</summary>
    private static string[] UserArguments => Environment.UserName == "root" ? ["--user=root"] : [];

    /// <summary>Makes the data folder where there is none, and writes what the server runs at its start: the password and the databases.</summary>
    /// <remarks>A folder that was made only in part (a kill, a full disk) is made again.</remarks>
    /// <exception cref="DistributedApplicationException">The data folder could not be made; the text holds the program's output.</exception>
    public async Task PrepareAsync(MySqlProgram program, string password, IEnumerable<string> databases, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Temporary);
        if (!Directory.Exists(_data))
        {
            var partial = Path.Combine(folder, PartialName);
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            await InitializeAsync(program, cancellationToken);
            Directory.Move(partial, _data);
        }

        await WritePrivatelyAsync(InitFile, InitSql(password, databases), cancellationToken);
    }

    /// <summary>Root by TCP from this machine only. Understood by MariaDB and MySQL.</summary>
    private static string InitSql(string password, IEnumerable<string> databases)
    {
        var literal = password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
        var sql = new StringBuilder();
        foreach (var host in (string[])["localhost", "127.0.0.1"])
        {
            sql.Append($"CREATE USER IF NOT EXISTS 'root'@'{host}' IDENTIFIED BY '{literal}';\n")
                .Append($"ALTER USER 'root'@'{host}' IDENTIFIED BY '{literal}';\n")
                .Append($"GRANT ALL PRIVILEGES ON *.* TO 'root'@'{host}' WITH GRANT OPTION;\n");
        }

        foreach (var database in databases)
        {
            sql.Append($"CREATE DATABASE IF NOT EXISTS `{database.Replace("`", "``", StringComparison.Ordinal)}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n");
        }

        return sql.ToString();
    }

    /// <summary>The folder is given by its relative name: MariaDB's script breaks at a blank in a path.</summary>
    private async Task InitializeAsync(MySqlProgram program, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program.InitializePath, [.. program.InitializeArguments, $"--datadir=./{PartialName}", .. UserArguments])
            {
                WorkingDirectory = folder,
                Environment = { ["TMPDIR"] = Temporary },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        var output = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(cancellationToken),
            process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException(
                $"{program.InitializePath} ended with {process.ExitCode} and made no data folder at {_data}:\n{string.Concat(output)}");
        }
    }

    /// <summary>Readable by the owner only: it holds the password.</summary>
    private static async Task WritePrivatelyAsync(string path, string text, CancellationToken cancellationToken)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }
}
