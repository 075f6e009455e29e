using WsOrder.Services;

namespace WsOrder.Tests.Services;

public sealed class PagingTests
{
    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 1)]
    [InlineData(500, 500)]
    [InlineData(501, 500)]
    [InlineData(int.MaxValue, 500)]
    public void SizeOf_Asked_IsWhatTheContractSays(int asked, int size) => Assert.Equal(size, Paging.SizeOf(asked));

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(2, 2, false)]
    [InlineData(3, 3, false)]
    [InlineData(4, 3, true)]
    public void Cut_Read_TellsWhetherMoreFollow(int read, int count, bool hasMore)
    {
        var cut = Paging.Cut(Enumerable.Range(1, read).ToArray(), 3, _ => 1);

        Assert.Equal((count, hasMore), (cut.Page.Count, cut.HasMore));
    }

    [Theory]
    [InlineData(1_000_000, 3)]
    [InlineData(10_000_000, 1)]
    public void Cut_ItemsTooBigForOneMessage_StopsEarly(int bytes, int count)
    {
        var cut = Paging.Cut([1, 2, 3, 4, 5], 5, _ => bytes);

        Assert.Equal((count, true), (cut.Page.Count, cut.HasMore));
    }
}
