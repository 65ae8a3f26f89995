namespace Telemed.Kernel;

/// <summary>Something that is told how far a copy has come.</summary>
/// <param name="Done">Rows or persons copied.</param>
/// <param name="Of">How many there were at the beginning.</param>
public readonly record struct CopyProgress(long Done, long Of);

/// <summary>What was copied.</summary>
/// <param name="Appends">Rows of the log.</param>
/// <param name="Digest">Over their hashes, the same in source and target.</param>
/// <param name="Keys">Held keys.</param>
public sealed record CopiedLog(long Appends, string Digest, int Keys);

/// <summary>Copies a log and a vault from one kind of store into another. Cut off at any moment, it goes on where it stopped.</summary>
public static class StoreCopier
{
    /// <summary>Copies the log, then reads it back and compares.</summary>
    /// <exception cref="InvalidDataException">The target holds another log, or what it holds afterwards is not what was read.</exception>
    public static async Task<CopiedLog> Copy(IPortableLog from, IPortableLog to, Action<CopyProgress> told, CancellationToken cancellationToken)
    {
        var (total, done) = (await from.Count(cancellationToken), await to.Count(cancellationToken));
        var there = done > 0 ? (await DigestOf(to, cancellationToken)).Digest : null;
        var keys = new List<HeldKey>();
        var read = new LogDigest();
        await from.Read(0, async page =>
        {
            foreach (var row in page)
            {
                read.Add(row);
                if (read.Rows == done && read.Value != there) throw new InvalidDataException("The target holds another log: nothing was written.");
            }
            var fresh = read.Rows - done;
            if (fresh > 0) await to.Write(fresh >= page.Count ? page : [.. page.Skip(page.Count - (int)fresh)], cancellationToken);
            told(new(read.Rows, Math.Max(total, read.Rows)));
        }, held =>
        {
            keys.AddRange(held);
            return Task.CompletedTask;
        }, cancellationToken);
        if (read.Rows < done) throw new InvalidDataException("The target holds more than the source: it is not a part of this log.");
        await to.WriteKeys(keys, cancellationToken);
        var written = await DigestOf(to, cancellationToken);
        return written.Digest == read.Value && written.Appends == read.Rows && written.Keys == keys.Count
            ? written
            : throw new InvalidDataException($"The target does not hold what was read: {written.Appends} appends of {read.Rows}, {written.Keys} keys of {keys.Count}, digest {written.Digest} instead of {read.Value}.");
    }

    /// <summary>Reads a whole log and adds it up.</summary>
    public static async Task<CopiedLog> DigestOf(IPortableLog log, CancellationToken cancellationToken)
    {
        var (digest, keys) = (new LogDigest(), 0);
        await log.Read(0, page =>
        {
            foreach (var row in page) digest.Add(row);
            return Task.CompletedTask;
        }, held =>
        {
            keys += held.Count;
            return Task.CompletedTask;
        }, cancellationToken);
        return new(digest.Rows, digest.Value, keys);
    }

    /// <summary>Copies every person, sealed.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="InvalidDataException">The target has persons who were blinded with another key: people would not be found again.</exception>
    public static async Task<long> Copy(IPortableVault from, IPortableVault to, Action<CopyProgress> told, CancellationToken cancellationToken)
    {
        var sample = new BlindIndex("check", "check");
        if (from.Blind(sample) != to.Blind(sample)) await to.TakeBlinding(from.SealedBlinding, cancellationToken);
        long done = 0;
        await foreach (var page in from.ReadSealed(cancellationToken))
        {
            await to.WriteSealed(page, cancellationToken);
            told(new(done += page.Count, done));
        }
        return done;
    }
}
