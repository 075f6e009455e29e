using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Tests.Storage;

public sealed class LimitsTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a😀bc", 4, "a😀…")]
    [InlineData("ab😀c", 4, "ab…")]
    public void Cut_LeavesNoHalfCharacter(string text, int most, string expected) => Assert.Equal(expected, Limits.Cut(text, most));
}
