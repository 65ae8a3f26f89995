using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>Appends that share one message: they are made on the heads this node knows, and the unique indexes say whether those still hold.</summary>
/// <remarks>Nothing is asked under the lock and nobody looks for commands that came before: a repeated command, a version taken by another node
/// and a key held by another stream all break a unique index, nothing is stored, and the group is decided again under the lock (ADR-0023).</remarks>
internal sealed class SwiftGroup(IReadOnlyList<LogWork> works, RecentlyUsed<string, LogHead> heads)
{
    private readonly Dictionary<string, LogHead> after = [];
    private readonly List<(LogWork Work, StoredAppend Stored)> fitting = [];
    private readonly List<LogWork> rest = [];
    private readonly HashSet<string> restStreams = [], keys = [], restKeys = [];
    private readonly LogRows rows = new();

    /// <summary>Stores what fits and answers it.</summary>
    /// <returns>What has to be decided under the lock, in its order.</returns>
    public async Task<IReadOnlyList<LogWork>> Commit(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        await Learn(db, cancellationToken);
        foreach (var work in works) Take(work);
        if (fitting.Count == 0) return works;
        foreach (var (work, _) in fitting) work.InDoubt = true;
        try
        {
            await using var batch = rows.Swift(db, Held(w => w.Append.Releases), Held(w => w.Append.Claims));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            foreach (var (work, _) in fitting) work.InDoubt = false;   // the server has said that nothing of it happened
            return works;
        }
        foreach (var (work, stored) in fitting) work.Answer = new AppendResult.Appended(stored, Repeated: false);
        foreach (var (stream, head) in after) heads.Set(stream, head);
        return rest;
    }

    /// <summary>Hashes of appends that others wrote or that were forgotten: outside the lock, for they never change.</summary>
    private async Task Learn(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        var unknown = works.Select(w => w.Append).Where(a => a.ExpectedVersion > 0 && !(heads.TryGet(a.Stream.Value, out var head) && head.Version >= a.ExpectedVersion))
            .DistinctBy(a => a.Stream).ToArray();
        if (unknown.Length == 0) return;
        await using var query = new NpgsqlCommand("SELECT a.stream, a.version, a.hash FROM unnest($1, $2) AS q(stream, version) JOIN appends a ON a.stream = q.stream AND a.version = q.version", db);
        query.Parameters.Add(Value.Of(unknown.Select(a => a.Stream.Value).ToArray()));
        query.Parameters.Add(Value.Of(unknown.Select(a => a.ExpectedVersion).ToArray()));
        await using var found = await query.ExecuteReaderAsync(cancellationToken);
        while (await found.ReadAsync(cancellationToken)) heads.Set(found.GetString(0), new(found.GetInt64(1), found.GetFieldValue<byte[]>(2)));
    }

    /// <summary>What follows something left over in the same stream, or wants a key that it wants, is left over too: the order between them counts.</summary>
    private void Take(LogWork work)
    {
        var append = work.Append;
        var stream = append.Stream.Value;
        var wanted = append.Claims.Count + append.Releases.Count == 0 ? [] : append.Claims.Concat(append.Releases).Distinct().ToArray();
        if (restStreams.Contains(stream) || wanted.Any(k => keys.Contains(k) || restKeys.Contains(k)) || HeadOf(stream).Version != append.ExpectedVersion)
        {
            rest.Add(work);
            restStreams.Add(stream);
            restKeys.UnionWith(wanted);
            return;
        }
        var stored = HeadOf(stream).Next(append, work.Body);
        var hash = stored.Hash.ToArray();
        rows.Add(0, stream, stored.Version, work.Command, work.Body, HeadOf(stream).Hash, hash);
        after[stream] = new(stored.Version, hash);
        keys.UnionWith(wanted);
        fitting.Add((work, stored));
    }

    private LogHead HeadOf(string stream) => after.TryGetValue(stream, out var made) ? made : heads.TryGet(stream, out var known) ? known : LogHead.None;

    private (string Key, string Stream)[] Held(Func<LogWork, IReadOnlyList<string>> which) =>
        [.. fitting.SelectMany(f => which(f.Work).Distinct().Select(key => (key, f.Work.Append.Stream.Value)))];
}
