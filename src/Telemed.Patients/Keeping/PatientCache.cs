using System.Collections.Concurrent;
using Telemed.Contracts;

namespace Telemed.Patients.Keeping;

/// <summary>Summaries by patient; the projection says when one is out of date, and a slower reader cannot bring an old one back.</summary>
internal sealed class PatientCache
{
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<string, (long Version, PatientSummary? Summary)> entries = new(StringComparer.Ordinal);
    private long generation;

    /// <summary>Taken before the tables are read and given back with what was read.</summary>
    public long Generation => Volatile.Read(ref generation);

    public PatientSummary? Find(string id) => entries.TryGetValue(id, out var entry) ? entry.Summary : null;

    /// <summary>Whatever is older than that version no longer holds.</summary>
    public void Changed(string id, long version)
    {
        if (entries.Count > Most) Empty();
        entries.AddOrUpdate(id, (version, null), (_, known) => known.Version > version ? known : (version, null));
    }

    public void Offer(long since, string id, long version, PatientSummary summary)
    {
        if (since != Generation) return;   // the marks of what had changed are gone
        if (entries.Count > Most) Empty();
        else entries.AddOrUpdate(id, (version, summary), (_, known) => known.Version > version ? known : (version, summary));
    }

    private void Empty()
    {
        Interlocked.Increment(ref generation);
        entries.Clear();
    }
}
