using Aspire.Hosting.Orchestration.Output;

namespace StandIns.Tests.Orchestration.Output;

public sealed class AnsiTests
{
    [Theory]
    [InlineData("plain", "plain", "plain")]
    [InlineData("\e[32mgreen\e[0m", "green", "\e[32mgreen\e[0m\e[0m")]
    [InlineData("\e[2J\e[1;1Hgone", "gone", "gone\e[0m")]
    [InlineData("\e]0;title\arest", "rest", "rest\e[0m")]
    [InlineData("a\tb\rc\u0007", "a\tbc", "a\tbc")]
    [InlineData("cut \e[", "cut ", "cut \e[0m")]
    [InlineData("\e[?25lhidden\ec", "hidden", "hidden\e[0m")]
    public void Clean_ForeignLine_KeepsAtMostColours(string line, string plain, string coloured)
    {
        Assert.Equal(plain, Ansi.Clean(line, colours: false));
        Assert.Equal(coloured, Ansi.Clean(line, colours: true));
    }
}
