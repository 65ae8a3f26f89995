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
}
