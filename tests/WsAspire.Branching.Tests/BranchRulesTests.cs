using CsCheck;

namespace WsAspire.Branching.Tests;

public sealed class BranchRulesTests
{
    // Near to what is right, so that the rules are met and not only refused.
    private static readonly string?[] s_near =
    [
        null, "", "f1", "branch=f1", "branch=", "a=b, branch=f2;p=1", "x=1; branch=f3", "branch=f1&branch=f2", "F1", "a,b", "../a", "%0d%0a", "test;x", "f1\r\nx: y", "\0", "f\u00fc",
    ];

    private static readonly Gen<string?> s_text = Gen.OneOf(
        Gen.Int[0, s_near.Length - 1].Select(place => s_near[place]),
        Gen.String["abf1-=;,& ?%\t\r\n\0\u00fc\ud800"].Select(text => (string?)text),
        Gen.String.Select(text => (string?)text));

    private static readonly Gen<string?[]> s_values = s_text.Array[0, 3];

    [Fact]
    public void Choice_OfAnything_IsValidOrInvalidAndComesFromTheFirstThatIsThere() =>
        Gen.Select(s_values, s_values, s_values, s_text, s_values).Sample(
            (header, traceHeader, baggage, query, cookies) =>
            {
                var choice = BranchRules.Choose(header, traceHeader, baggage, query, cookies);

                Assert.True(choice.Branch is null || BranchName.IsValid(choice.Branch));
                Assert.False(choice.IsInvalid && choice.Branch is not null);
                Assert.Equal(header.Length > 0, choice.Source == BranchSource.Header);
                Assert.Equal(header.Length == 0 && traceHeader.Length > 0, choice.Source == BranchSource.TraceHeader);
                Assert.True(choice.IsMade || choice == default);
            },
            iter: 20_000);

    [Fact]
    public void Header_ThatIsThere_IsAllThatCounts() =>
        Gen.Select(s_values, s_values, s_text, s_values).Sample((traceHeader, baggage, query, cookies) =>
            Assert.Equal(new BranchChoice("f1", BranchSource.Header), BranchRules.Choose(["f1"], traceHeader, baggage, query, cookies)));

    [Theory]
    [InlineData("")]
    [InlineData("F1")]
    [InlineData("a,b")]
    [InlineData("../a")]
    [InlineData("%0d%0a")]
    [InlineData("test;x")]
    [InlineData("f1\r\nx: y")]
    [InlineData("f1\0")]
    [InlineData("f\u00fc")]
    public void Header_ThatIsNoName_DecidesForTheDefault(string value)
    {
        var choice = BranchRules.Choose([value], ["f2"], ["branch=f3"], "?branch=f4", ["branch=f5"]);

        Assert.Equal(new BranchChoice(null, BranchSource.Header, IsInvalid: true), choice);
    }

    [Fact]
    public void Header_GivenTwice_IsNotTrusted() => Assert.True(BranchRules.Choose(["f1", "f1"]).IsInvalid);

    [Theory]
    [InlineData("branch=f1", "f1")]
    [InlineData("a=b , branch = f1 ; p=1;q , c=d", "f1")]
    [InlineData("branch=f1,branch=f2", null)]
    [InlineData("branch=F1", null)]
    [InlineData("branch=f%31", null)]
    public void Baggage_WithTheMember_Decides(string baggage, string? branch) =>
        Assert.Equal(new BranchChoice(branch, BranchSource.Baggage, branch is null), BranchRules.Choose([], [], [baggage], "?branch=f4"));

    [Theory]
    [InlineData("a=b,Branch=f1")]
    [InlineData("branch")]
    [InlineData("xbranch=f1")]
    [InlineData("a=branch=f1")]
    public void Baggage_WithoutTheMember_LeavesItToTheNext(string baggage) =>
        Assert.Equal(new BranchChoice("f4", BranchSource.Query), BranchRules.Choose([], [], [baggage], "?branch=f4"));

    [Theory]
    [InlineData("?x=1&branch=f1", "f1", false)]
    [InlineData("?branch=", null, false)]
    [InlineData("?branch=F1", null, true)]
    [InlineData("?branch=f1&branch=f1", null, true)]
    [InlineData("?branch=&branch=", null, true)]
    public void Query_WithTheParameter_Decides(string query, string? branch, bool isInvalid)
    {
        var choice = BranchRules.Choose([], query: query, cookies: ["branch=f5"]);

        Assert.Equal((new BranchChoice(branch, BranchSource.Query, isInvalid), branch is null && !isInvalid), (choice, choice.IsLeaving));
    }

    [Theory]
    [InlineData("a=b; branch=f1", "f1")]
    [InlineData("branch=f1; branch=f2", null)]
    [InlineData("branch=\"f1\"", null)]
    [InlineData("branch=", null)]
    public void Cookie_OfTheBranch_IsTheLastThatIsAsked(string cookie, string? branch) =>
        Assert.Equal(new BranchChoice(branch, BranchSource.Cookie, branch is null), BranchRules.Choose([], [], ["a=b"], "?x=branch", [cookie]));

    [Fact]
    public void Nothing_IsNoChoice() => Assert.False(BranchRules.Choose([], [], [null], "?", [""]).IsMade);
}
