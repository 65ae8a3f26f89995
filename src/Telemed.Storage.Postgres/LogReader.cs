using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>A page of appends with the position of the last.</summary>
internal readonly record struct LogPage(List<StoredAppend> Appends, long LastPosition, bool AtEnd);

/// <summary>Reads pages of the log, each in a statement of its own.</summary>
internal sealed class LogReader(NpgsqlDataSource source)
{
    private const int MostBytesInPage = 4 << 20;

    private const string ByStream = "SELECT position, body, previous, hash FROM appends WHERE stream = $1 AND version > $2 ORDER BY version LIMIT $3";
    private const string ByPosition = "SELECT position, body, previous, hash FROM appends WHERE position > $1 ORDER BY position LIMIT $2";

    /// <summary>Appends of one stream above a version.</summary>
    public Task<LogPage> Stream(StreamId stream, long afterVersion, int most, CancellationToken cancellationToken) =>
        Page(ByStream, [Value.Of(stream.Value), Value.Of(afterVersion), Value.Of(most)], most, 0, cancellationToken);

    /// <summary>Appends of all streams above a position.</summary>
    public Task<LogPage> All(long afterPosition, int most, CancellationToken cancellationToken) =>
        Page(ByPosition, [Value.Of(afterPosition), Value.Of(most)], most, afterPosition, cancellationToken);

    private async Task<LogPage> Page(string sql, NpgsqlParameter[] parameters, int most, long after, CancellationToken cancellationToken)
    {
        await using var db = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, db);
        command.Parameters.AddRange(parameters);
        var page = new List<StoredAppend>();
        var bytes = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            after = rows.GetInt64(0);
            var body = rows.GetFieldValue<byte[]>(1);
            page.Add(AppendBody.Read(body, rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3)));
            if ((bytes += body.Length) <= MostBytesInPage) continue;
            command.Cancel();
            return new(page, after, AtEnd: false);
        }
        return new(page, after, AtEnd: page.Count < most);
    }
}
