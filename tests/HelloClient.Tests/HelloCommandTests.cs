namespace HelloClient.Tests;

public sealed class HelloCommandTests(GreetingServer server) : IClassFixture<GreetingServer>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Greeting_OnBothFaces_IsPrinted(bool rest)
    {
        var (exitCode, output, error) = await AskAsync(rest, "--name", "Zoë & \"Co\"");

        Assert.Equal((0, "Hello Zoë & \"Co\".", ""), (exitCode, output.TrimEnd(), error));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Branch_WithVerbose_IsSentAndTheAnswersHeadersAreShown(bool rest)
    {
        var (exitCode, output, error) = await AskAsync(rest, "--branch", "f1", "-v");

        Assert.Equal((0, "Hello gRPC."), (exitCode, output.TrimEnd()));
        Assert.Contains("branch-served: f1", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusal_OnBothFaces_IsOneLine(bool rest) =>
        AssertOneLine("today.", await AskAsync(rest, "--name", "refused"));

    [Fact]
    public async Task Deadline_OverGrpc_IsOneLine() =>
        AssertOneLine("DeadlineExceeded", await AskAsync(rest: false, "--name", "slow", "--deadline", "200ms"));

    [Fact]
    public async Task Deadline_OverRest_IsOneLine() =>
        AssertOneLine("no answer within 0.2 s", await AskAsync(rest: true, "--name", "slow", "--deadline", "200ms"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_ThatIsNotThere_IsOneLine(bool rest)
    {
        string[] face = rest ? ["--rest"] : [];

        AssertOneLine("Connection refused", await RunAsync([.. face, "--address", "http://127.0.0.1:1"]));
    }

    [Theory]
    [InlineData("--address must", "--address", "localhost:8080")]
    [InlineData("--deadline must", "--deadline", "5")]
    [InlineData("--deadline must", "--deadline", "0s")]
    [InlineData("--deadline must", "--deadline", "900000m")]
    [InlineData("--branch must", "--branch", "fä1")]
    [InlineData("--branch must", "--branch", "a\r\nb: c")]
    [InlineData("'--bogus'", "--bogus")]
    [InlineData("'--name'", "--name")]
    public async Task Argument_ThatIsWrong_IsNamedInOneLine(string expected, params string[] arguments) =>
        AssertOneLine(expected, await RunAsync(arguments));

    [Fact]
    public async Task Help_Asked_NamesEveryOption()
    {
        var (exitCode, output, _) = await RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.All(
            ["--address", "--name", "--rest", "--branch", "--deadline", "-v", "--help"],
            option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private Task<(int ExitCode, string Output, string Error)> AskAsync(bool rest, params string[] arguments) =>
        rest
            ? RunAsync(["--rest", "--address", server.RestAddress, .. arguments])
            : RunAsync(["--address", server.GrpcAddress, .. arguments]);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await HelloCommand.RunAsync(arguments, output, error);

        return (exitCode, output.ToString(), error.ToString());
    }

    private static void AssertOneLine(string expected, (int ExitCode, string Output, string Error) run)
    {
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        var line = Assert.Single(run.Error.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        Assert.StartsWith("hello-client: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }
}
