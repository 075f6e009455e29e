using System.Diagnostics;
using WsAspire.IntegrationTests.HowTo;
using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>Does what the how-to pages say, as a reader does, in a copy of the repository.</summary>
[Collection(Collection)]
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class HowToTests(ITestOutputHelper progress)
{
    private const string Collection = "how-to";
    private const string RunBlock = "./run\n";
    private static readonly TimeSpan s_blockTimeout = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, string?> s_environment = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    };

    [Fact]
    public async Task AddAService_DoneAsThePageSays_BuildsTestsAndRuns()
    {
        var blocks = Page.Read(await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "docs/how-to/add-a-service.md"), TestContext.Current.CancellationToken));
        var start = blocks.Select((block, index) => (block, index)).Single(one => one.block.Text == RunBlock).index;
        using var copy = await RepositoryCopy.CreateAsync();

        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (i == start + 1)
            {
                await StepAsync($"{i + 1} of {blocks.Count}, {block.Name}", () => CallAsync(Example.Read(block.Text), copy.Path));
            }
            else if (i != start)
            {
                await StepAsync($"{i + 1} of {blocks.Count}, {block.Name}", () => DoAsync(block, copy.Path));
            }
        }
    }

    private static async Task DoAsync(Block block, string folder)
    {
        var file = Path.Combine(folder, block.Path);
        switch (block.Kind)
        {
            case BlockKind.File:
                Assert.False(File.Exists(file), "the file is there already");
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, block.Text);
                break;
            case BlockKind.Change:
                await File.WriteAllTextAsync(file, Change.Apply(await File.ReadAllTextAsync(file), block.Text));
                break;
            default:
                var (exitCode, output) = await CommandLine.RunAsync($"set -e\n{block.Text}", s_environment, folder, s_blockTimeout);
                Assert.True(exitCode == 0, $"ended with {exitCode}:\n{output}");
                foreach (var example in Example.Read(block.Text))
                {
                    example.Verify(output);
                }

                break;
        }
    }

    private async Task StepAsync(string name, Func<Task> step)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await step();
        }
        catch (Exception exception) when (exception is Xunit.Sdk.IAssertionException or InvalidDataException or IOException)
        {
            Assert.Fail($"Block {name}: {exception.Message}");
        }

        progress.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.0} s  block {name}");
    }

    private async Task CallAsync(IReadOnlyList<Example> examples, string folder)
    {
        var began = Stopwatch.GetTimestamp();
        var parcelPort = ServiceProcess.FreePort();
        await using var run = RunCommand.Start("--ephemeral", command: "./run", folder: folder, morePorts: $",ws-parcel={parcelPort}");
        await run.WaitUntilReadyAsync($"http://localhost:{parcelPort}/ready", s_blockTimeout);
        progress.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.0} s  ./run until ready");

        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            if (example.Program != "curl" && !CommandLine.Has(example.Program))
            {
                progress.WriteLine($"not run: {example.Program} is not on PATH");
                continue;
            }

            await example.RunAsync(new Dictionary<int, int> { [8090] = parcelPort });
        }

        await run.InterruptAsync();
        Assert.Empty(run.LivingProcesses());
    }
}
