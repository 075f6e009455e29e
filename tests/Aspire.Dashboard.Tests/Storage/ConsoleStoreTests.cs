using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Tests.Storage;

public sealed class ConsoleStoreTests
{
    [Fact]
    public void LongLines_AreFewer_TheLastOnes()
    {
        var console = new ConsoleStore();

        for (var i = 0; i < 1_000; i++)
        {
            console.Add([new($"{i} {new string('x', 100_000)}", false)]);
        }

        Assert.InRange(console.Count, 200, Limits.ConsoleBytes / (2 * Limits.Text));
        Assert.StartsWith("999 ", console.Read(999, 1, out var next)[0].Text, StringComparison.Ordinal);
        Assert.Equal(1_000, next);
    }
}
