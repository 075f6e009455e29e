using CsCheck;

namespace WsAspire.Branching.Tests;

public sealed class BranchLabelTests
{
    private static readonly Gen<string> s_names = Gen.OneOf(Gen.String["abAB01-/_. "], Gen.String["ab-"], Gen.String[Gen.Char.AlphaNumeric, 0, 100], Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 80]);

    [Fact]
    public void Label_OfAnyText_IsAName() => Gen.String.Sample(text => Assert.True(BranchName.IsValid(BranchLabel.Of(text))), iter: 20_000);

    [Fact]
    public void Labels_OfTwoTexts_AreTwo() => Gen.Select(s_names, s_names).Sample(
        (one, other) => Assert.Equal(one == other, BranchLabel.Of(one) == BranchLabel.Of(other)),
        iter: 20_000);

    [Fact]
    public void Label_OfALabelThatWasMade_IsAnother() => s_names.Sample(text =>
    {
        var label = BranchLabel.Of(text);

        Assert.Equal(label == text, BranchLabel.Of(label) == label);
    });

    [Theory]
    [InlineData("f1")]
    [InlineData("feature-navigation")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-012345678")]
    public void Name_StaysAsItIs(string name) => Assert.Equal(name, BranchLabel.Of(name));

    // As docs/branch-routing.md has it made in a shell.
    [Fact]
    public void Hash_IsTheBeginningOfTheSha256() => Assert.Equal("feat-a-b-a3395d6e5d4d", BranchLabel.Of("feat/A_b"));

    [Theory]
    [InlineData("feat/A_b", "feat-a-b-")]
    [InlineData("--F1--", "f1-")]
    [InlineData("", "b-")]
    [InlineData("///", "b-")]
    [InlineData("\u00fc", "b-")]
    [InlineData("feat-a-b-0123456789ab", "feat-a-b-0123456789ab-")]
    public void Text_ThatIsNoName_IsReadableAndHasAHash(string text, string stem)
    {
        var label = BranchLabel.Of(text);

        Assert.StartsWith(stem, label, StringComparison.Ordinal);
        Assert.Equal(stem.Length + 12, label.Length);
    }
}
