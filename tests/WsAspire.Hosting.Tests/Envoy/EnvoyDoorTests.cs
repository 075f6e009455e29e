using WsAspire.Testing.Branching;

namespace WsAspire.Hosting.Tests.Envoy;

/// <summary>What Envoy makes of the branch that a request asks for, before it is routed.</summary>
public sealed class EnvoyDoorTests(EnvoyDoor door) : IClassFixture<EnvoyDoor>
{
    [Theory]
    [MemberData(nameof(DoorCases.Headers), MemberType = typeof(DoorCases))]
    public async Task Header_OfEachKind_BecomesTheBranchOrIsNone(string headers, string expected) => await ExpectAsync(headers, "/x", expected);

    [Theory]
    [MemberData(nameof(DoorCases.Queries), MemberType = typeof(DoorCases))]
    public async Task Query_OfEachKind_BecomesTheBranchOrIsNone(string path, string headers, string expected) => await ExpectAsync(headers, path, expected);

    [Fact]
    public async Task Name_WithANul_IsRefusedAsNoHttp()
    {
        Assert.StartsWith("HTTP/1.1 400", await door.AskAsync("branch: f\0\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccessLog_HoldsWhatWasMadeOfTheBranch_AndNothingRaw()
    {
        await door.AskAsync("branch: planted!\r\ntrace-branch: planted2!\r\n");
        await door.AskAsync("branch: asked-for\r\n");

        await WaitAsync(() => door.Output.Contains("\"labels.branch_asked\":\"asked-for\"", StringComparison.Ordinal));
        Assert.DoesNotContain("planted", door.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Envoy_WithoutAControlPlane_ServesTheDefaultBranch()
    {
        await door.AskAsync("");

        TestContext.Current.TestOutputHelper?.WriteLine($"first answer after {door.StartTime.TotalSeconds:f2} s");
        Assert.InRange(door.StartTime, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private async Task ExpectAsync(string headers, string path, string expected)
    {
        var answer = await door.AskAsync(headers, path);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains($"branch={expected} trace-branch= path=/x", answer, StringComparison.Ordinal);
    }

    private static async Task WaitAsync(Func<bool> isMet)
    {
        for (var i = 0; i < 200 && !isMet(); i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.True(isMet());
    }
}
