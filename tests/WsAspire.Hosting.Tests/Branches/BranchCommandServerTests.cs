using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using WsAspire.Branching.Local;
using WsAspire.Hosting.Branches;
using WsAspire.Testing;

namespace WsAspire.Hosting.Tests.Branches;

/// <summary>What the port of <c>./run branch</c> answers to those who do not speak as it does.</summary>
public sealed class BranchCommandServerTests : IAsyncDisposable
{
    private const string Token = "the-token";
    private readonly string _folder = TestFolder.Create("commands");
    private readonly BranchProcesses _processes;
    private readonly BranchCommandServer _server;
    private readonly int _port;

    public BranchCommandServerTests()
    {
        _processes = new BranchProcesses(_folder, "http://127.0.0.1:1");
        _server = new BranchCommandServer(_processes, [new RunningService("ws-order", "/not/there.csproj", "http://127.0.0.1:1", HasProxy: true, new Dictionary<string, string>())], Token);
        _port = _server.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _processes.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("", "that is no request")]
    [InlineData("GET / HTTP/1.1", "that is no request")]
    [InlineData("null", "that is no request")]
    [InlineData("[]", "that is no request")]
    [InlineData("{}", "the token is not that of this system")]
    [InlineData("""{"token":null,"verb":"list"}""", "the token is not that of this system")]
    [InlineData("""{"token":"another","verb":"list"}""", "the token is not that of this system")]
    [InlineData("""{"token":"the-token","verb":"start"}""", "the branch is missing")]
    [InlineData("""{"token":"the-token","verb":"start","branch":"f1","service":"ws-order"}""", "program, worktree or replicas")]
    [InlineData("""{"token":"the-token","verb":"start","branch":"f1","service":"ws-other","program":"/x.dll","worktree":"/"}""", "'ws-other' is no service of this system: ws-order")]
    public async Task Request_ThatIsWrong_IsToldWhy(string line, string expected) => Assert.Contains(expected, await AskAsync(line + "\n"), StringComparison.Ordinal);

    [Fact]
    public async Task Request_WithoutAnEnd_IsRefused_AndOthersAreServed()
    {
        Assert.Contains("that is no request", await AskAsync(new string('x', 16 * 1024)), StringComparison.Ordinal);

        using var gone = new TcpClient();
        await gone.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
        gone.LingerState = new LingerOption(true, 0);
        gone.Close();

        Assert.Contains("instances", await AskAsync($$"""{"token":"{{Token}}","verb":"list"}""" + "\n"), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> AskAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return Regex.Unescape(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
