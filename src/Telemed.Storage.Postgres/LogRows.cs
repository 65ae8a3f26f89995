using Npgsql;

namespace Telemed.Storage.Postgres;

/// <summary>The rows of a group, column by column, as <c>unnest</c> takes them.</summary>
internal sealed class LogRows
{
    private readonly List<long> positions = [], versions = [];
    private readonly List<string> streams = [];
    private readonly List<byte[]> commands = [], bodies = [], previous = [], hashes = [];

    public int Count => positions.Count;

    public void Add(long position, string stream, long version, byte[] command, byte[] body, byte[] before, byte[] hash)
    {
        positions.Add(position);
        streams.Add(stream);
        versions.Add(version);
        commands.Add(command);
        bodies.Add(body);
        previous.Add(before);
        hashes.Add(hash);
    }

    /// <summary>The whole transaction in one message. Its first statement holds every row and takes the lock, so nobody waits for rows that are still on their way.</summary>
    /// <param name="db">Outside a transaction.</param>
    /// <param name="released">Keys given back, by whom; what somebody else holds stays.</param>
    /// <param name="claimed">Keys taken, by whom; a key that is held breaks their unique index.</param>
    public NpgsqlBatch Swift(NpgsqlConnection db, (string Key, string Stream)[] released, (string Key, string Stream)[] claimed)
    {
        var batch = new NpgsqlBatch(db);   // without BEGIN: the server takes one message for one transaction
        batch.Add("""
            WITH e AS (UPDATE log_end SET position = position + $1 RETURNING position)
            INSERT INTO appends SELECT e.position - $1 + r.place, r.stream, r.version, r.command, r.body, r.previous, r.hash
            FROM e, unnest($2, $3, $4, $5, $6, $7) WITH ORDINALITY AS r(stream, version, command, body, previous, hash, place)
            """,
            Value.Of((long)Count), Value.Of(streams), Value.Of(versions), Value.Of(commands), Value.Of(bodies), Value.Of(previous), Value.Of(hashes));
        if (released.Length > 0)
            batch.Add("DELETE FROM claims c USING unnest($1, $2) AS r(key, stream) WHERE c.key = r.key AND c.stream = r.stream", Value.Of(Keys(released)), Value.Of(Streams(released)));
        if (claimed.Length > 0) batch.Add("INSERT INTO claims SELECT * FROM unnest($1, $2)", Value.Of(Keys(claimed)), Value.Of(Streams(claimed)));
        batch.Add($"NOTIFY {LogBell.Channel}");
        return batch;
    }

    /// <summary>Everything up to the commit in one message.</summary>
    /// <param name="db">With the end of the log locked.</param>
    /// <param name="end">Position of the last row.</param>
    /// <param name="touched">Keys whose holder changed.</param>
    /// <param name="holders">Who holds a key after the group.</param>
    /// <param name="commit">Ends the transaction.</param>
    public NpgsqlBatch Batch(NpgsqlConnection db, long end, IReadOnlyCollection<string> touched, IReadOnlyDictionary<string, string?> holders, bool commit = true)
    {
        var batch = new NpgsqlBatch(db);
        batch.Add("INSERT INTO appends SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)",
            Value.Of(positions), Value.Of(streams), Value.Of(versions), Value.Of(commands), Value.Of(bodies), Value.Of(previous), Value.Of(hashes));
        if (touched.Count > 0)
        {
            var held = touched.Where(k => holders[k] is not null).ToArray();
            batch.Add("DELETE FROM claims WHERE key = ANY($1)", Value.Of(touched.ToArray()));
            batch.Add("INSERT INTO claims SELECT * FROM unnest($1, $2)", Value.Of(held), Value.Of(held.Select(k => holders[k]!).ToArray()));
        }
        batch.Add("UPDATE log_end SET position = $1", Value.Of(end));
        batch.Add($"NOTIFY {LogBell.Channel}");
        if (commit) batch.Add("COMMIT");
        return batch;
    }

    private static string[] Keys((string Key, string Stream)[] held) => [.. held.Select(h => h.Key)];

    private static string[] Streams((string Key, string Stream)[] held) => [.. held.Select(h => h.Stream)];
}
