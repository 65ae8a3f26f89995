namespace Telemed.Storage.Sqlite;

/// <summary>A bounded map that drops what was used longest ago. Not for several threads at once.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity) where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> places = [];
    private readonly LinkedList<(TKey Key, TValue Value)> order = [];

    public bool TryGet(TKey key, out TValue value)
    {
        if (!places.TryGetValue(key, out var place))
        {
            value = default!;
            return false;
        }
        order.Remove(place);
        order.AddLast(place);
        value = place.Value.Value;
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        Remove(key);
        places.Add(key, order.AddLast((key, value)));
        if (places.Count <= capacity) return;
        places.Remove(order.First!.Value.Key);
        order.RemoveFirst();
    }

    public void Remove(TKey key)
    {
        if (places.Remove(key, out var place)) order.Remove(place);
    }

    public void Clear()
    {
        places.Clear();
        order.Clear();
    }
}
