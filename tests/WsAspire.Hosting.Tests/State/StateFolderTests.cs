using Aspire.Hosting;
using WsAspire.Hosting.State;

namespace WsAspire.Hosting.Tests.State;

public sealed class StateFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ws-state-").FullName;

    [Fact]
    public void Hold_FolderInUse_NamesTheProcess()
    {
        using var first = new StateFolder(_root, isEphemeral: false);
        first.Hold();
        using var second = new StateFolder(_root, isEphemeral: false);

        var exception = Assert.Throws<DistributedApplicationException>(second.Hold);

        Assert.Contains($"(process {Environment.ProcessId})", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--ephemeral", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_FolderHeld_CanBeHeldAgainWithItsFiles()
    {
        var first = new StateFolder(_root, isEphemeral: false);
        first.Hold();
        File.WriteAllText(Path.Combine(first.Path, "kept"), "");
        first.Dispose();

        using var second = new StateFolder(_root, isEphemeral: false);
        second.Hold();

        Assert.True(File.Exists(Path.Combine(second.Path, "kept")));
    }

    [Fact]
    public void Dispose_Ephemeral_LeavesNothing()
    {
        var state = new StateFolder(_root, isEphemeral: true);
        state.Hold();
        File.WriteAllText(Path.Combine(state.Path, "gone"), "");

        state.Dispose();

        Assert.Empty(Directory.EnumerateDirectories(_root));
    }

    [Fact]
    public void Hold_EphemeralFolderOfAKilledRun_IsRemoved()
    {
        var dead = Directory.CreateDirectory(Path.Combine(_root, $"ephemeral-{int.MaxValue}-dead")).FullName;
        File.WriteAllText(Path.Combine(dead, "run.lock"), "1");
        using var living = new StateFolder(_root, isEphemeral: true);
        living.Hold();

        using var state = new StateFolder(_root, isEphemeral: false);
        state.Hold();

        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(living.Path));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
