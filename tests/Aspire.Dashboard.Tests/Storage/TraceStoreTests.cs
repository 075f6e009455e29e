using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Tests.Hosts;

namespace Aspire.Dashboard.Tests.Storage;

public sealed class TraceStoreTests
{
    [Fact]
    public void Add_OverTheNumberOfSpans_LosesTheOldestTraceWhole()
    {
        var store = new TraceStore(capacity: 5);
        store.Add([Make.Kept(1, 1), Make.Kept(1, 2), Make.Kept(2, 3), Make.Kept(2, 4)]);

        store.Add([Make.Kept(3, 5), Make.Kept(3, 6)]);

        Assert.Null(store.Find(1));
        Assert.Equal((2, 4), (store.Traces, store.Spans));
        Assert.Equal([(UInt128)3, 2], store.Search(new()).Select(trace => trace.Id));
    }

    [Fact]
    public void Add_OverTheBytes_LosesTheOldest()
    {
        var store = new TraceStore(capacity: 1000, mostBytes: 100_000);

        for (var i = 1; i <= 100; i++)
        {
            store.Add([Make.Kept((UInt128)i, 1, new string('x', 10_000))]);
        }

        Assert.InRange(store.Bytes, 1, 100_000);
        Assert.Equal(4, store.Traces);
        Assert.NotNull(store.Find(100));
    }

    [Fact]
    public void Add_OneSpanLargerThanAll_IsKeptAlone()
    {
        var store = new TraceStore(capacity: 1000, mostBytes: 1000);
        store.Add([Make.Kept(1, 1)]);

        store.Add([Make.Kept(2, 1, new string('x', 10_000))]);

        Assert.Equal([(UInt128)2], store.Search(new()).Select(trace => trace.Id));
    }

    [Fact]
    public void Add_TraceWithoutEnd_KeepsItsBeginning()
    {
        var store = new TraceStore();

        store.Add([.. Enumerable.Range(1, Limits.SpansPerTrace + 7).Select(i => Make.Kept(1, (ulong)i))]);

        var trace = store.Find(1)!;
        Assert.Equal((Limits.SpansPerTrace, 7), (trace.Spans.Count, trace.Dropped));
        Assert.Equal(Limits.SpansPerTrace, store.Spans);
    }

    [Fact]
    public async Task Search_WhileSpansCome_NeverFails()
    {
        var store = new TraceStore(capacity: 500);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            () =>
            {
                for (var i = 1UL; !stop.IsCancellationRequested; i++)
                {
                    store.Add([Make.Kept(1 + (i % 300), i), Make.Kept(1 + (i % 7), i)]);
                }
            },
            TestContext.Current.CancellationToken);

        while (store.Version < 5_000)
        {
            foreach (var trace in store.Search(new(Text: "work")))
            {
                Assert.All(trace.Spans, span => Assert.Equal(trace.Id, span.TraceId));
            }
        }

        await stop.CancelAsync();
        await writing;
        Assert.InRange(store.Spans, 1, 500);
    }
}
