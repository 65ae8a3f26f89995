namespace Telemed.Kernel;

/// <summary>A bounded map that drops what was used longest ago. Not for several threads at once.</summary>
/// <param name="capacity">Most entries.</param>
public sealed class RecentlyUsed<TKey, TValue>(int capacity) where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> places = [];
    private readonly LinkedList<(TKey Key, TValue Value)> order = [];

    /// <summary>Finds an entry and counts as a use of it.</summary>
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

    /// <summary>Adds or replaces an entry.</summary>
    public void Set(TKey key, TValue value)
    {
        if (places.TryGetValue(key, out var place))
        {
            order.Remove(place);
            place.Value = (key, value);
            order.AddLast(place);
            return;
        }
        places.Add(key, order.AddLast((key, value)));
        if (places.Count <= capacity) return;
        places.Remove(order.First!.Value.Key);
        order.RemoveFirst();
    }

    /// <summary>Forgets an entry.</summary>
    public void Remove(TKey key)
    {
        if (places.Remove(key, out var place)) order.Remove(place);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        places.Clear();
        order.Clear();
    }
}
