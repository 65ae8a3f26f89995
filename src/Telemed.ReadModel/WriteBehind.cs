using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Telemed.Kernel;

namespace Telemed.ReadModel;

/// <summary>Rows that a projection keeps in memory and writes once in a transaction, however many appends changed them.</summary>
/// <remarks>What is written must not depend on how the log was cut into transactions: only where a row stood before and where it stands at the end.</remarks>
/// <param name="capacity">Most rows kept beyond the transaction.</param>
/// <param name="write">Writes a row: how it stood on disk, null when it was not there, and how it stands now.</param>
public sealed class WriteBehind<T>(int capacity, Action<Projecting, T?, T> write) : IWriteBehind where T : class
{
    private readonly RecentlyUsed<string, T> recent = new(capacity);
    private Dictionary<string, (T? Before, T After)> changed = [];

    /// <summary>The row as it stands, if it is in memory.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out T? row)
    {
        if (!changed.TryGetValue(key, out var pending)) return recent.TryGet(key, out row!);
        row = pending.After;
        return true;
    }

    /// <summary>Takes the row as it is after an append.</summary>
    public void Set(string key, T? before, T after)
    {
        ref var pending = ref CollectionsMarshal.GetValueRefOrAddDefault(changed, key, out var again);
        pending = (again ? pending.Before : before, after);
    }

    int IWriteBehind.Count => changed.Count;

    void IWriteBehind.Write(Projecting projecting)
    {
        foreach (var (key, (before, after)) in changed)
        {
            write(projecting, before, after);
            recent.Set(key, after);
        }
        changed = [];   // emptying one that history made large would cost each transaction
    }

    void IWriteBehind.Clear()
    {
        recent.Clear();
        changed.Clear();
    }
}

/// <summary>What the open transaction still has to write.</summary>
internal interface IWriteBehind
{
    int Count { get; }

    void Write(Projecting projecting);

    void Clear();
}
