namespace WsAspire.Cli.Tests;

/// <summary>What a person types behind <c>./run branch</c>.</summary>
public sealed class BranchArgumentsTests
{
    [Fact]
    public void Parse_Add_TakesAllItsOptions_AlsoWithEqualsSigns() => Assert.Equal(
        new BranchArguments("add", "feat/A_b", "ws-order", "../other", 2, ".ws/second"),
        BranchArguments.Parse(["add", "--service", "ws-order", "feat/A_b", "--worktree=../other", "--replicas", "2", "--state=.ws/second"]));

    [Fact]
    public void Parse_Others_HaveDefaults()
    {
        Assert.Equal(new BranchArguments("list", "", IsJson: true), BranchArguments.Parse(["list", "--json"]));
        Assert.Equal(new BranchArguments("remove", "f1"), BranchArguments.Parse(["remove", "f1"]));
        Assert.Equal(new BranchArguments("explain", "f1", "ws-bff"), BranchArguments.Parse(["explain", "f1", "--service", "ws-bff"]));
    }

    [Fact]
    public void Parse_Manifest_TakesAllItsOptions() => Assert.Equal(
        new BranchArguments("manifest", "f1", "ws-order", null, 2, null, false, "ws-order:f1", "ws-staging", "/tmp/f1"),
        BranchArguments.Parse(["manifest", "f1", "--service", "ws-order", "--image", "ws-order:f1", "--replicas", "2", "--namespace", "ws-staging", "--output", "/tmp/f1"]));

    [Theory]
    [InlineData("", "expected add, list, remove, explain or manifest, got ''")]
    [InlineData("manifest f1 --image a:b", "manifest: --service is missing, such as --service ws-order")]
    [InlineData("manifest f1 --service ws-order", "manifest: --image is missing, such as --image registry.example.com/ws/ws-order:f1")]
    [InlineData("manifest f1 --service ws-order --image a:b --worktree .", "manifest: unknown option '--worktree'; there are --service, --image, --replicas, --namespace, --output")]
    [InlineData("start f1", "got 'start'")]
    [InlineData("add --service ws-order", "add: the name of the branch is missing, such as add f1")]
    [InlineData("add f1", "add: --service is missing, such as --service ws-order")]
    [InlineData("add f1 f2 --service ws-order", "add: one name is expected, got f1 f2")]
    [InlineData("add f1 --service", "add: --service needs a value")]
    [InlineData("add f1 --service=", "add: --service needs a value")]
    [InlineData("add f1 --service a --service b", "add: --service is given twice")]
    [InlineData("add f1 --service a --replicas 0", "add: --replicas: expected 1 to 9, got '0'")]
    [InlineData("add f1 --service a --replicas two", "expected 1 to 9, got 'two'")]
    [InlineData("add f1 --service a --json", "add: unknown option '--json'; there are --service, --worktree, --replicas, --state")]
    [InlineData("list f1", "list: unknown argument 'f1'")]
    [InlineData("list -j", "list: unknown option '-j'; there are --json, --state")]
    [InlineData("remove", "remove: the name of the branch is missing, such as remove f1")]
    [InlineData("remove f1 --worktree .", "remove: unknown option '--worktree'")]
    public void Parse_WhatCannotBeMeant_IsSaidInOneLine(string line, string expected)
    {
        var refused = Assert.Throws<UsageException>(() => BranchArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
