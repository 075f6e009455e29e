using System.Diagnostics.CodeAnalysis;

namespace Aspire.Dashboard.Storage;

/// <summary>The last items of a sequence. One thread at a time writes; any number read meanwhile, without a lock.</summary>
/// <remarks>A reader takes an item and looks then whether its number is still kept: the oldest number moves on before its place is used again.</remarks>
internal sealed class Ring<T>(int capacity) where T : class
{
    private readonly T?[] _items = new T?[capacity];
    private long _first;
    private long _next;

    /// <summary>How many items there are.</summary>
    public int Count => (int)(Volatile.Read(ref _next) - Volatile.Read(ref _first));

    /// <summary>The number that the next item gets; the first one has 0.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Adds an item; the oldest goes where there is no room.</summary>
    public void Add(T item)
    {
        if (Count == capacity)
        {
            RemoveOldest();
        }

        Volatile.Write(ref _items[_next % capacity], item);
        Volatile.Write(ref _next, _next + 1);
    }

    /// <summary>Removes the oldest item; there must be one.</summary>
    public T RemoveOldest()
    {
        var (place, item) = (_first % capacity, _items[_first % capacity]!);
        Volatile.Write(ref _first, _first + 1);
        Volatile.Write(ref _items[place], null);
        return item;
    }

    /// <summary>The items, newest first, as far as they are still there when it is their turn.</summary>
    /// <param name="from">The number of the oldest that is wanted.</param>
    /// <param name="before">The number of the first that is not.</param>
    public IEnumerable<T> Newest(long from = 0, long before = long.MaxValue)
    {
        for (var number = Math.Min(Next, before) - 1; number >= from && TryGet(number, out var item); number--)
        {
            yield return item;
        }
    }

    private bool TryGet(long number, [NotNullWhen(true)] out T? item)
    {
        item = number < 0 ? null : Volatile.Read(ref _items[number % capacity]);
        return item is not null && Volatile.Read(ref _first) <= number;
    }
}
