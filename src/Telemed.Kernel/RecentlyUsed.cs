using System.Runtime.InteropServices;

namespace Telemed.Kernel;

/// <summary>A bounded map that drops what was used longest ago. Not for several threads at once.</summary>
/// <remarks>The order of use is kept in numbers, in one array: a use writes no reference, of which the collector would have to hear.</remarks>
/// <param name="capacity">Most entries.</param>
public sealed class RecentlyUsed<TKey, TValue>(int capacity) where TKey : notnull
{
    private const int None = -1;
    private readonly Dictionary<TKey, int> places = [];
    private Entry[] entries = [];
    private int taken, free = None, oldest = None, newest = None;

    /// <summary>Finds an entry and counts as a use of it.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        if (!places.TryGetValue(key, out var place))
        {
            value = default!;
            return false;
        }
        if (place != newest)
        {
            Unlink(place);
            LinkNewest(place);
        }
        value = entries[place].Value;
        return true;
    }

    /// <summary>Adds or replaces an entry.</summary>
    public void Set(TKey key, TValue value)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, key, out var known);
        if (known) Unlink(place);
        else place = Place();
        entries[place].Key = key;
        entries[place].Value = value;
        LinkNewest(place);
        if (places.Count > capacity) Remove(entries[oldest].Key);
    }

    /// <summary>Forgets an entry.</summary>
    public void Remove(TKey key)
    {
        if (!places.Remove(key, out var place)) return;
        Unlink(place);
        entries[place] = new() { Newer = free };
        free = place;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        places.Clear();
        entries = [];
        (taken, free, oldest, newest) = (0, None, None, None);
    }

    private int Place()
    {
        if (free == None)
        {
            if (taken == entries.Length) Array.Resize(ref entries, Math.Max(4, entries.Length * 2));
            return taken++;
        }
        var place = free;
        free = entries[place].Newer;
        return place;
    }

    private void LinkNewest(int place)
    {
        (entries[place].Older, entries[place].Newer) = (newest, None);
        if (newest == None) oldest = place;
        else entries[newest].Newer = place;
        newest = place;
    }

    private void Unlink(int place)
    {
        var (older, newer) = (entries[place].Older, entries[place].Newer);
        if (older == None) oldest = newer;
        else entries[older].Newer = newer;
        if (newer == None) newest = older;
        else entries[newer].Older = older;
    }

    private struct Entry
    {
        public TKey Key;
        public TValue Value;
        public int Older, Newer;
    }
}
