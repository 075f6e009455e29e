using System.Diagnostics;
using Hello;
using WsAspire.ServiceDefaults.Tests.Shutdown;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Logging;

/// <summary>What a service does whose standard output nobody reads.</summary>
public sealed class UnreadConsoleTests : IDisposable
{
    // More lines than the pipe and the queue take.
    private const int Requests = 500;
    private static readonly string[] s_manyLines = ["--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Microsoft", "Trace", "--Logging:LogLevel:Grpc", "Trace", "--Logs:Queue", "100"];

    private readonly string _folder = TestFolder.Create("console");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Text")]
    [InlineData("Ecs")]
    public async Task Console_NobodyReads_HoldsBackNoRequestAndNotTheEnd(string console)
    {
        var path = Path.Combine(_folder, "pipe");
        using (var making = Process.Start("mkfifo", [path]))
        {
            await making.WaitForExitAsync(Token);
            Assert.Equal(0, making.ExitCode);
        }

        // Who has it open for both is never waited for, and never reads.
        await using var pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        await using var program = await ProgramProcess.StartInAsync(["bash", "-c", "exec \"$@\" >\"$0\"", path], ["--Logs:Console", console, .. s_manyLines]);
        using var channel = program.CreateChannel();
        var client = new HelloHTTP.HelloHTTPClient(channel);

        for (var i = 0; i < Requests; i++)
        {
            var answer = await client.SayHelloAsync(new HelloHTTPRequest { Name = "x" }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30), cancellationToken: Token);
            Assert.Equal("Hello x.", answer.Message);
        }

        program.Terminate();
        Assert.Equal(0, await program.WaitForExitAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
