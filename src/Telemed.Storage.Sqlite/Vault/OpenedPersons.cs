using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>Opened records in memory, so that lists need not open them again; bounded, and never older than the last write.</summary>
internal sealed class OpenedPersons(int capacity)
{
    private readonly Lock gate = new();
    private readonly RecentlyUsed<string, IReadOnlyDictionary<string, string>> records = new(capacity);
    private readonly RecentlyUsed<string, long> written = new(capacity);
    private long writes;

    /// <summary>The number of writes so far: taken before reading the file, given to <see cref="Keep"/> after.</summary>
    public long Now
    {
        get { lock (gate) return writes; }
    }

    public bool TryGet(string subject, out IReadOnlyDictionary<string, string> fields)
    {
        lock (gate) return records.TryGet(subject, out fields);
    }

    /// <summary>Keeps what was read, unless the subject was written meanwhile.</summary>
    public void Keep(string subject, IReadOnlyDictionary<string, string> fields, long readAt)
    {
        lock (gate)
        {
            if (writes - readAt >= capacity || written.TryGet(subject, out var last) && last > readAt) return;
            records.Set(subject, fields);
        }
    }

    public void Written(string subject)
    {
        lock (gate)
        {
            written.Set(subject, ++writes);
            records.Remove(subject);
        }
    }
}
