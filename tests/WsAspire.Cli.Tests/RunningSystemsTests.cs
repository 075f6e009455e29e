using System.Globalization;
using System.Text.Json;
using WsAspire.Branching.Local;
using WsAspire.Testing;

namespace WsAspire.Cli.Tests;

/// <summary>How the running system is found by its file.</summary>
public sealed class RunningSystemsTests : IDisposable
{
    private readonly string _root = TestFolder.Create("systems");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_OneThatRuns_IsIt()
    {
        Write(Environment.ProcessId, ".ws");

        Assert.Equal(Path.Combine(_root, ".ws"), (await RunningSystems.FindAsync(_root, null, Token)).State);
    }

    [Fact]
    public void In_FileOfOneThatWasKilled_IsRemoved()
    {
        // No process has this number: Linux stops at 4,194,304, others before.
        var killed = Write(4_194_305, ".ws");

        // This process began after the file: the number is another's now.
        var reused = Write(Environment.ProcessId, ".ws/other");
        File.SetLastWriteTimeUtc(reused, DateTime.UnixEpoch.AddYears(40));

        Assert.Empty(RunningSystemFiles.In(_root));
        Assert.False(File.Exists(killed));
        Assert.False(File.Exists(reused));
    }

    [Fact]
    public async Task Find_OfTwo_NamesThem_AndTakesTheOneWhoseStateIsGiven()
    {
        Write(Environment.ProcessId, ".ws", 1);
        Write(Environment.ProcessId, ".ws/second/ephemeral-1", 2);

        var refused = await Assert.ThrowsAsync<CommandFailedException>(() => RunningSystems.FindAsync(_root, null, Token));
        Assert.StartsWith("2 systems run, choose one by --state: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_root, ".ws/second/ephemeral-1"), refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await RunningSystems.FindAsync(_root, ".ws/second", Token)).CommandPort);
    }

    [Fact]
    public async Task Find_FileOfAnotherVersion_IsNamed()
    {
        var file = Write(Environment.ProcessId, ".ws");
        await File.WriteAllTextAsync(file, "{", Token);

        var refused = await Assert.ThrowsAsync<CommandFailedException>(() => RunningSystems.FindAsync(_root, null, Token));

        Assert.StartsWith($"{file} is not what this version writes; start the system again", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Write(int processId, string state, int port = 1)
    {
        var system = new RunningSystem(processId, Path.Combine(_root, state), port, "t", "http://localhost:3", "test", [], []);
        var folder = Directory.CreateDirectory(Path.Combine(_root, RunningSystem.Folder)).FullName;
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{processId}-{port}.json"));
        File.WriteAllText(file, JsonSerializer.Serialize(system, LocalJson.Default.RunningSystem));
        return file;
    }
}
