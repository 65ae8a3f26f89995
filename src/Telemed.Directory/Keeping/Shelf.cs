using System.Collections.Concurrent;

namespace Telemed.Directory.Keeping;

/// <summary>One entry of a shelf.</summary>
internal sealed record Entry<TState>(string Id, long Version, TState State);

/// <summary>States of one kind by id, and in an order that is computed once per change.</summary>
internal sealed class Shelf<TState>
{
    private readonly ConcurrentDictionary<string, Entry<TState>> entries = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<Entry<TState>>? ordered;

    /// <summary>Null when unknown.</summary>
    public Entry<TState>? Find(string id) => entries.GetValueOrDefault(id);

    /// <summary>Every entry in the order of the key; all callers of one shelf use the same key.</summary>
    public IReadOnlyList<Entry<TState>> InOrder<TKey>(Func<Entry<TState>, TKey> key)
    {
        if (ordered is { } known) return known;
        IReadOnlyList<Entry<TState>> sorted = [.. entries.Values.OrderBy(key).ThenBy(e => e.Id, StringComparer.Ordinal)];
        return ordered = sorted;
    }

    public void Put(string id, long version, TState state)
    {
        entries[id] = new(id, version, state);
        ordered = null;
    }
}
