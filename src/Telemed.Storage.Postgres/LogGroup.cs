using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>Appends that share one transaction: decided one after another on what the log held when its end was locked.</summary>
internal sealed class LogGroup(IReadOnlyList<LogWork> works, RecentlyUsed<string, LogHead> known)
{
    private readonly Dictionary<string, LogHead> heads = [];
    private readonly Dictionary<(string Stream, Int128 Command), StoredAppend> commands = [];
    private readonly Dictionary<string, string?> holders = [];
    private readonly HashSet<string> touchedKeys = [];
    private readonly LogRows rows = new();
    private long end;

    /// <summary>Decides and commits; the answers are then set on the works. Nothing is stored when it throws before the commit.</summary>
    public async Task Commit(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        await Lock(db, cancellationToken);
        var answers = works.Select(Decide).ToArray();
        if (rows.Count == 0)
        {
            await using var rollback = new NpgsqlCommand("ROLLBACK", db);
            await rollback.ExecuteNonQueryAsync(cancellationToken);
        }
        else
        {
            foreach (var work in works) work.InDoubt = true;
            await using var batch = rows.Batch(db, end, touchedKeys, holders);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        for (var i = 0; i < answers.Length; i++) works[i].Answer = answers[i];
        foreach (var (stream, head) in heads) known.Set(stream, head);
    }

    /// <summary>Locks the end of the log, then reads what the decisions need: a later statement sees what the holder before committed.</summary>
    private async Task Lock(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        var streams = works.Select(w => w.Append.Stream.Value).Distinct().ToArray();
        var keys = works.SelectMany(w => w.Append.Claims.Concat(w.Append.Releases)).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(db);
        batch.Add("BEGIN");
        batch.Add("SELECT position FROM log_end FOR UPDATE");
        batch.Add(
            "SELECT s.name, a.version, a.hash FROM unnest($1) AS s(name) CROSS JOIN LATERAL (SELECT version, hash FROM appends WHERE stream = s.name ORDER BY version DESC LIMIT 1) a",
            Value.Of(streams));
        batch.Add(
            "SELECT a.body, a.previous, a.hash FROM unnest($1, $2) AS q(stream, command) CROSS JOIN LATERAL (SELECT body, previous, hash FROM appends WHERE stream = q.stream AND command = q.command LIMIT 1) a",
            Value.Of(works.Select(w => w.Append.Stream.Value).ToArray()), Value.Of(works.Select(w => w.Command).ToArray()));
        if (keys.Length > 0) batch.Add("SELECT key, stream FROM claims WHERE key = ANY($1)", Value.Of(keys));
        await using var found = await batch.ExecuteReaderAsync(cancellationToken);
        await found.ReadAsync(cancellationToken);
        end = found.GetInt64(0);
        await found.NextResultAsync(cancellationToken);
        while (await found.ReadAsync(cancellationToken)) heads[found.GetString(0)] = new(found.GetInt64(1), found.GetFieldValue<byte[]>(2));
        await found.NextResultAsync(cancellationToken);
        while (await found.ReadAsync(cancellationToken)) Know(AppendBody.Read(found.GetFieldValue<byte[]>(0), found.GetFieldValue<byte[]>(1), found.GetFieldValue<byte[]>(2)));
        if (await found.NextResultAsync(cancellationToken))
        {
            while (await found.ReadAsync(cancellationToken)) holders[found.GetString(0)] = found.GetString(1);
        }
    }

    private AppendResult Decide(LogWork work)
    {
        var append = work.Append;
        var stream = append.Stream.Value;
        if (commands.TryGetValue((stream, Number(work.Command)), out var earlier) && earlier.Context.CommandId == append.Context.CommandId)
            return new AppendResult.Appended(earlier, Repeated: !IsOwn(work, earlier));
        var head = heads.GetValueOrDefault(stream, LogHead.None);
        if (head.Version != append.ExpectedVersion) return new AppendResult.Stale(head.Version);
        foreach (var key in append.Claims)
        {
            if (holders.GetValueOrDefault(key) is { } by && by != stream) return new AppendResult.Taken(key, StreamId.Parse(by));
        }
        var stored = head.Next(append, work.Body);
        var hash = stored.Hash.ToArray();
        rows.Add(++end, stream, stored.Version, work.Command, work.Body, head.Hash, hash);
        heads[stream] = new(stored.Version, hash);
        Know(stored);
        foreach (var key in append.Releases)
        {
            if (holders.GetValueOrDefault(key) == stream) Hold(key, null);
        }
        foreach (var key in append.Claims) Hold(key, stream);
        return new AppendResult.Appended(stored, Repeated: false);
    }

    /// <summary>The same body at the same place after a lost answer: nobody else sends it to the tick at the same time.</summary>
    private static bool IsOwn(LogWork work, StoredAppend earlier) =>
        work.InDoubt && AppendBody.Hash(earlier.PreviousHash.Span, work.Body).AsSpan().SequenceEqual(earlier.Hash.Span);

    private void Hold(string key, string? stream)
    {
        holders[key] = stream;
        touchedKeys.Add(key);
    }

    private void Know(StoredAppend append) => commands[(append.Stream.Value, Number(AppendBody.CommandKey(append.Context.CommandId)))] = append;

    private static Int128 Number(byte[] command) => System.Buffers.Binary.BinaryPrimitives.ReadInt128BigEndian(command);
}
