namespace Telemed.Kernel;

/// <summary>Checks stored appends one after another, stream by stream in version order: gaps, links and hashes.</summary>
public sealed class ChainAudit
{
    private string stream = "";
    private long version, streams, appends, events;
    private byte[] hash = [];

    /// <summary>The first append that does not verify, as <c>stream@version</c>; a store may name one that it finds broken itself.</summary>
    public string? FirstBroken { get; set; }

    /// <summary>What was found so far.</summary>
    public AuditResult Result => new(streams, appends, events, FirstBroken);

    /// <summary>Takes the next append; the appends of a stream come together, oldest first.</summary>
    /// <param name="name">The stream under which it lies.</param>
    /// <param name="number">The version under which it lies.</param>
    /// <param name="body">The stored bytes.</param>
    /// <param name="previous">The stored hash of the append before.</param>
    /// <param name="stored">The stored hash.</param>
    /// <returns>The append, or null when it does not verify.</returns>
    public StoredAppend? Take(string name, long number, byte[] body, byte[] previous, byte[] stored)
    {
        if (name != stream)
        {
            (stream, version, hash) = (name, 0, AppendBody.Genesis.ToArray());
            streams++;
        }
        appends++;
        var append = Check(number, body, previous, stored);
        if (append is not null) events += append.Events.Count;
        else FirstBroken ??= $"{name}@{number}";
        (version, hash) = (number, stored);
        return append;
    }

    private StoredAppend? Check(long number, byte[] body, byte[] previous, byte[] stored)
    {
        if (number != version + 1 || !previous.AsSpan().SequenceEqual(hash) || !AppendBody.Hash(previous, body).AsSpan().SequenceEqual(stored)) return null;
        var append = AppendBody.Read(body, previous, stored);
        return append.Stream.Value == stream && append.Version == number ? append : null;
    }
}
