using System.Collections.Concurrent;

namespace Telemed.ReadModel;

/// <summary>Numbers that grow when what somebody follows in memory has changed: who has seen the number has nothing to read.</summary>
internal sealed class Revisions
{
    private readonly ConcurrentDictionary<string, long> tables = new(StringComparer.Ordinal);
    private long all;

    /// <summary>Null while a change is being committed: who reads now cannot say whether it was before or after.</summary>
    public long? Of(string table) => tables.GetValueOrDefault(table) is var number && (number & 1) == 0 ? Volatile.Read(ref all) + number : null;

    /// <summary>Before a commit and behind it, whatever became of it: who sees the rows never sees the number from before.</summary>
    public void Step(IEnumerable<string> changed)
    {
        foreach (var table in changed) tables.AddOrUpdate(table, 1, (_, number) => number + 1);
    }

    /// <summary>The tables were made anew.</summary>
    public void RaiseAll() => Interlocked.Increment(ref all);
}
