namespace WsAspire.Branching.Tests;

public sealed class BranchNameTests
{
    [Theory]
    [InlineData("f1")]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("a--b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-012345678")]
    public void Label_IsAName(string text) => Assert.True(BranchName.IsValid(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("F1")]
    [InlineData(" f1")]
    [InlineData("a,b")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData("a\r\nb")]
    [InlineData("f\u00fc")]
    [InlineData("a\0")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-0123456789")]
    public void AnythingElse_IsNot(string? text) => Assert.False(BranchName.IsValid(text));
}
