using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Tests.Storage;

public sealed class MetricStoreTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Add_MoreSeriesThanAreKept_LosesTheSilentOnes()
    {
        var store = new MetricStore(capacity: 10);
        store.Add([.. Enumerable.Range(0, 10).Select(i => Sample($"old{i}", i * Second, 1))]);
        store.Add([Sample("old0", 100 * Second, 2)]);

        store.Add([Sample("new", 101 * Second, 3)]);

        var names = store.All().Select(series => series.Id.Name).ToList();
        Assert.Equal(10, names.Count);
        Assert.Contains("old0", names);
        Assert.Contains("new", names);
        Assert.DoesNotContain("old1", names);
    }

    [Fact]
    public void History_IsOfEachFiveSeconds_AndBounded()
    {
        var store = new MetricStore();

        for (var second = 1; second <= 1000; second++)
        {
            store.Add([Sample("requests", second * Second, second)]);
        }

        var points = store.All().Single().Points();
        Assert.Equal(Limits.Points + 1, points.Length);
        Assert.Equal(1000, points[^1].Value);
        Assert.All(points.Zip(points.Skip(1)).SkipLast(1), pair => Assert.Equal(5 * Second, pair.Second.Time - pair.First.Time));
    }

    [Fact]
    public void Deltas_AreSummedUp()
    {
        var store = new MetricStore();

        store.Add([Sample("requests", Second, 3, isDelta: true), Sample("requests", 2 * Second, 4, isDelta: true)]);

        Assert.Equal(7, store.All().Single().Last.Value);
    }

    private static MetricSample Sample(string name, long time, double value, bool isDelta = false) =>
        new(new("ws-order", "1", name, ""), MetricKind.Counter, "{request}", "", isDelta, new(time, value));
}
