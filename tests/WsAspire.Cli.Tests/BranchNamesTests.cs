using WsAspire.Branching.Local;

namespace WsAspire.Cli.Tests;

/// <summary>How what was typed becomes the name of a branch.</summary>
public sealed class BranchNamesTests
{
    private const string Made = "feat-a-b-a3395d6e5d4d";

    [Theory]
    [InlineData("f1", "f1", "")]
    [InlineData("feat/A_b", Made, $"feat/A_b is the branch {Made} here")]
    [InlineData("F1", "f1-", "F1 is the branch f1-")]
    public void Of_AnyGitBranch_IsAName_AndSaysWhereItIsAnother(string typed, string expected, string expectedWord)
    {
        var said = "";

        var name = BranchNames.Of(typed, With(), text => said = text);

        Assert.StartsWith(expected, name, StringComparison.Ordinal);
        Assert.StartsWith(expectedWord, said, StringComparison.Ordinal);
        Assert.Equal(expectedWord.Length == 0, said.Length == 0);
    }

    [Fact]
    public void Of_NameThatWasMade_IsTakenAsItIs_WhereThatBranchIs()
    {
        Assert.Equal(Made, BranchNames.Of(Made, With(Made), Assert.Fail));
        Assert.NotEqual(Made, BranchNames.Of(Made, With(), _ => { }));
    }

    [Theory]
    [InlineData("test", "test is the default branch")]
    [InlineData("", "'' is no name of a branch: expected a DNS label such as f1, or a git branch such as feat/A_b")]
    [InlineData("a b", "'a b' is no name")]
    [InlineData("a..b", "is no name")]
    [InlineData("/a", "is no name")]
    [InlineData("a.lock", "is no name")]
    [InlineData("a\u0007", "is no name")]
    [InlineData("a@{1}", "is no name")]
    public void Of_WhatGitRefusesToo_IsRefused(string typed, string expected) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => BranchNames.Of(typed, With(), _ => { })).Message, StringComparison.Ordinal);

    private static Overview With(params string[] branches) =>
        new("test", [new OverviewService("ws-order", [.. branches.Select(branch => new OverviewBranch(branch, "serving", []))])]);
}
