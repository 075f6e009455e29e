namespace WsAspire.Hosting.MySql;

/// <summary>The server program of this machine: MariaDB's or MySQL's.</summary>
/// <param name="Path">Full path of the server.</param>
/// <param name="InitializePath">Full path of what makes a data folder.</param>
/// <param name="InitializeArguments">Its arguments, but for the data folder.</param>
internal sealed record MySqlProgram(string Path, string InitializePath, IReadOnlyList<string> InitializeArguments)
{
    /// <summary>Where servers are installed beside PATH: an ordinary user's PATH on Debian lacks the sbin folders.</summary>
    private static readonly string[] s_usualFolders =
    [
        "/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/libexec", "/opt/homebrew/bin", "/opt/homebrew/opt/mariadb/bin", "/opt/homebrew/opt/mysql/bin",
    ];

    /// <summary>Finds the server: <c>mariadbd</c> first, then <c>mysqld</c>.</summary>
    /// <exception cref="DistributedApplicationException">There is none; the text says how to get one.</exception>
    public static MySqlProgram Find()
    {
        if (Locate("mariadbd") is { } mariadb && Locate("mariadb-install-db") is { } install)
        {
            return new MySqlProgram(mariadb, install, ["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"]);
        }

        if (Locate("mysqld") is { } mysql)
        {
            return new MySqlProgram(mysql, mysql, ["--no-defaults", "--initialize-insecure"]);
        }

        throw new DistributedApplicationException(
            "No container runtime answers, and there is no mariadbd or mysqld to start instead. " +
            "Debian and Ubuntu: apt-get install mariadb-server-core mariadb-client-core (./run does it); macOS: brew install mariadb; or start docker.");
    }

    private static string? Locate(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Concat(s_usualFolders)
            .Where(folder => folder.Length > 0)
            .Select(folder => System.IO.Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
