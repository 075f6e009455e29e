using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Tests.Hosts;

namespace Aspire.Dashboard.Tests.Storage;

public sealed class LogStoreTests
{
    [Fact]
    public void Add_OverTheNumber_LosesTheOldest()
    {
        var store = new LogStore(capacity: 3);

        store.Add([.. "abcde".Select(letter => Make.KeptLog($"{letter}"))]);

        Assert.Equal(["e", "d", "c"], store.Search(new()).Select(log => log.Message));
        Assert.Equal([4L, 3, 2], store.Search(new()).Select(log => log.Number));
    }

    [Fact]
    public void Add_OverTheBytes_LosesTheOldest()
    {
        var store = new LogStore(capacity: 1000, mostBytes: 100_000);

        for (var i = 0; i < 100; i++)
        {
            store.Add([Make.KeptLog(new string('x', 10_000))]);
        }

        Assert.InRange(store.Bytes, 1, 100_000);
        Assert.Equal(4, store.Count);
    }
}
