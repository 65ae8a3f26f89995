using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>The newest committed appends, kept in memory for those who follow the log closely: they need neither the file nor the JSON.</summary>
/// <param name="capacity">Most appends kept.</param>
internal sealed class LogTail(int capacity)
{
    private const int MostBytes = 8 << 20;
    private readonly Lock gate = new();
    private readonly (StoredAppend Append, int Bytes)[] ring = new (StoredAppend, int)[capacity];
    private long first = 1;
    private long last;
    private long bytes;

    /// <summary>Adds what was committed, in log order and without gaps.</summary>
    public void Add(long position, IReadOnlyList<(StoredAppend Append, int Bytes)> committed)
    {
        lock (gate)
        {
            if (position != last + 1) Clear(position);
            foreach (var append in committed)
            {
                if (last - first + 1 == capacity) Drop();
                ring[++last % capacity] = append;
                bytes += append.Bytes;
                while (bytes > MostBytes) Drop();
            }
        }
    }

    /// <summary>Appends after a position; null when some of them are no longer, or not yet, here.</summary>
    public LogPage? After(long position, int most)
    {
        lock (gate)
        {
            if (position < first - 1 || position >= last) return null;
            var page = new List<StoredAppend>((int)Math.Min(most, last - position));
            while (page.Count < most && position < last) page.Add(ring[++position % capacity].Append);
            return new(page, position, AtEnd: position == last);
        }
    }

    private void Drop()
    {
        ref var oldest = ref ring[first++ % capacity];
        bytes -= oldest.Bytes;
        oldest = default;
    }

    private void Clear(long position)
    {
        Array.Clear(ring);
        (first, last, bytes) = (position, position - 1, 0);
    }
}
