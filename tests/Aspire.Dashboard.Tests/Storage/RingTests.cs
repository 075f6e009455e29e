using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Tests.Storage;

public sealed class RingTests
{
    [Fact]
    public void Add_MoreThanThereIsRoomFor_LosesTheOldest()
    {
        var ring = new Ring<string>(3);

        foreach (var item in (string[])["a", "b", "c", "d", "e"])
        {
            ring.Add(item);
        }

        Assert.Equal(["e", "d", "c"], ring.Newest());
        Assert.Equal(["d"], ring.Newest(from: 3, before: 4));
        Assert.Equal((3, 5L, "c", 2), (ring.Count, ring.Next, ring.RemoveOldest(), ring.Count));
    }

    [Fact]
    public async Task Newest_WhileOthersAreAdded_IsInOrderAndWithoutGaps()
    {
        var ring = new Ring<object>(64);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            () =>
            {
                for (var number = 0L; !stop.IsCancellationRequested; number++)
                {
                    ring.Add(number);
                }
            },
            TestContext.Current.CancellationToken);

        while (ring.Next < 2_000_000)
        {
            long? last = null;
            foreach (long number in ring.Newest())
            {
                Assert.True(last is null || number == last - 1, $"{number} after {last}");
                last = number;
            }
        }

        await stop.CancelAsync();
        await writing;
    }
}
