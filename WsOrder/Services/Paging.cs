namespace WsOrder.Services;

/// <summary>The page sizes of the contract.</summary>
internal static class Paging
{
    private const int DefaultSize = 50;
    private const int MaxSize = 500;

    // Below what gRPC clients take by default (4 MiB): 500 orders of 100 lines with the longest names would be 13 MB.
    private const int MaxBytes = 3 * 1024 * 1024;

    /// <summary>How many items a page has at most; negative sizes were refused before.</summary>
    public static int SizeOf(int asked) => asked == 0 ? DefaultSize : Math.Min(asked, MaxSize);

    /// <summary>Cuts what was read, one more than asked for, to the page.</summary>
    /// <param name="read">The items read.</param>
    /// <param name="size">How many the page has at most.</param>
    /// <param name="bytesOf">Size of an item on the wire.</param>
    /// <returns>The page, with one item at least where there is one, and whether more follow.</returns>
    public static (IReadOnlyList<T> Page, bool HasMore) Cut<T>(IReadOnlyList<T> read, int size, Func<T, int> bytesOf)
    {
        var page = new List<T>(Math.Min(read.Count, size));
        long bytes = 0;
        foreach (var item in read.Take(size))
        {
            bytes += bytesOf(item);
            if (bytes > MaxBytes && page.Count > 0)
            {
                break;
            }

            page.Add(item);
        }

        return (page, page.Count < read.Count);
    }
}
