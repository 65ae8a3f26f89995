namespace Telemed.Kernel;

/// <summary>Checks stored appends one after another, each stream in version order: gaps, links and hashes.</summary>
/// <param name="interleaved">Streams may take turns; their ends are then all kept in memory.</param>
public sealed class ChainAudit(bool interleaved = false)
{
    private readonly Dictionary<string, (long Version, byte[] Hash)> ends = new(StringComparer.Ordinal);
    private long streams, appends, events;

    /// <summary>The first append that does not verify, as <c>stream@version</c>; a store may name one that it finds broken itself.</summary>
    public string? FirstBroken { get; set; }

    /// <summary>What was found so far.</summary>
    public AuditResult Result => new(streams, appends, events, FirstBroken);

    /// <summary>Takes the next append; those of a stream come oldest first.</summary>
    /// <param name="name">The stream under which it lies.</param>
    /// <param name="number">The version under which it lies.</param>
    /// <param name="body">The stored bytes.</param>
    /// <param name="previous">The stored hash of the append before.</param>
    /// <param name="stored">The stored hash.</param>
    /// <returns>The append, or null when it does not verify.</returns>
    public StoredAppend? Take(string name, long number, byte[] body, byte[] previous, byte[] stored)
    {
        if (!ends.TryGetValue(name, out var end))
        {
            if (!interleaved) ends.Clear();
            end = (0, AppendBody.Genesis.ToArray());
            streams++;
        }
        ends[name] = (number, stored);
        appends++;
        var append = Check(name, end, number, body, previous, stored);
        if (append is not null) events += append.Events.Count;
        else FirstBroken ??= $"{name}@{number}";
        return append;
    }

    private static StoredAppend? Check(string name, (long Version, byte[] Hash) end, long number, byte[] body, byte[] previous, byte[] stored)
    {
        if (number != end.Version + 1 || !previous.AsSpan().SequenceEqual(end.Hash) || !AppendBody.Hash(previous, body).AsSpan().SequenceEqual(stored)) return null;
        var append = AppendBody.Read(body, previous, stored);
        return append.Stream.Value == name && append.Version == number ? append : null;
    }
}
