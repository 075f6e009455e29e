using System.Diagnostics;
using System.Net;
using System.Text.Json;
using WsAspire.ServiceDefaults.Tests.Shutdown;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Logging;

/// <summary>A real disk that is full for a while: a small one, which only the service's process sees.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string Lost = "could not be written to its file: No space left on device";
    private static readonly string[] s_unshare = ["--mount", "--map-root-user", "--propagation", "private"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = TestFolder.Create("disk");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disk_FullForAWhile_CostsLinesAndNoRequest_AndIsWrittenAgain()
    {
        var mount = $"mount -t tmpfs -o size=256k none '{_folder}'";
        Assert.SkipUnless(await CanAsync(mount), "a file system of one's own cannot be mounted here (unshare --mount)");
        await using var program = await ProgramProcess.StartInAsync(["unshare", .. s_unshare, "bash", "-c", $"{mount} && exec \"$0\" \"$@\""], "--Logs:Folder", _folder);
        var disk = $"/proc/{program.ProcessId()}/root{_folder}";
        using var http = program.CreateHttpClient();
        await UntilAsync(http, "/before", () => Lines(disk).Any(line => line.Contains("/before", StringComparison.Ordinal)));

        var filler = Path.Combine(disk, "filler");
        Fill(filler);
        await UntilAsync(http, "/while", () => program.Output.Contains(Lost, StringComparison.Ordinal));

        File.Delete(filler);
        await UntilAsync(http, "/after", () => Whole(disk).Length > 0);
        Assert.All(Whole(disk), line => JsonDocument.Parse(line).Dispose());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<bool> CanAsync(string mount)
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", [.. s_unshare, "bash", "-c", mount]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Token);
        return process.ExitCode == 0;
    }

    // Nothing is served there; each request is answered, and is a line.
    private static async Task UntilAsync(HttpClient http, string path, Func<bool> isThere)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(s_patience);
        while (!isThere())
        {
            using var answer = await http.GetAsync(path, timeout.Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            await Task.Delay(20, timeout.Token);
        }
    }

    // The lines from the first one of afterwards on; the last may be being written.
    private static string[] Whole(string disk) => [.. Lines(disk).SkipWhile(line => !line.Contains("/after", StringComparison.Ordinal)).Where(line => line.EndsWith('}'))];

    private static string[] Lines(string disk) => [.. Directory.EnumerateFiles(disk, "*.json", SearchOption.AllDirectories).SelectMany(Read)];

    private static string[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n');
    }

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                stream.Write(new byte[256]);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }
}
