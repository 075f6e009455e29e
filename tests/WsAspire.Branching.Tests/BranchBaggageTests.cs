using CsCheck;

namespace WsAspire.Branching.Tests;

public sealed class BranchBaggageTests
{
    [Theory]
    [InlineData("", "branch=f1")]
    [InlineData("a=b;p=1, c=d", "branch=f1,a=b;p=1,c=d")]
    [InlineData("branch=f2,a=b, branch = f3 ;p", "branch=f1,a=b")]
    [InlineData("malformed,=x,a=b", "branch=f1,a=b")]
    public void Branch_TakesThePlaceOfAnyOther(string baggage, string merged) => Assert.Equal(merged, BranchBaggage.With([baggage], "f1"));

    [Fact]
    public void Merged_OutOfAnything_IsBoundedAndReadAsTheBranch() => Gen.OneOf(Gen.String, Gen.String["branch=f2,; \t\r\n\0"]).Array[0, 4].Sample(
        baggage =>
        {
            var merged = BranchBaggage.With(baggage, "f1");

            Assert.True(merged.Length <= BranchBaggage.MaxLength);
            Assert.DoesNotContain(merged, letter => letter is < ' ' or > '~');
            Assert.Equal(new BranchChoice("f1", BranchSource.Baggage), BranchRules.Choose([], [], [merged]));
        },
        iter: 20_000);

    [Fact]
    public void Members_AboveTheLength_AreLeftOut() =>
        Assert.Equal("branch=f1,a=b", BranchBaggage.With([$"x={new string('x', BranchBaggage.MaxLength)}", "a=b"], "f1"));
}
