using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Examinations.Importing;

/// <summary>Imports and how far they have come; rings at the institution with each step.</summary>
internal sealed class ImportProjection : IProjection
{
    public string Name => "result-imports";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE result_imports (id TEXT PRIMARY KEY, institution TEXT NOT NULL, account TEXT NOT NULL, legacy INTEGER NOT NULL, state TEXT NOT NULL, rows INTEGER NOT NULL,
              taken INTEGER NOT NULL, refused INTEGER NOT NULL, refused_length INTEGER NOT NULL, busy INTEGER NOT NULL, started TEXT NOT NULL, ended TEXT, failure TEXT) STRICT, WITHOUT ROWID;
            CREATE INDEX result_imports_of ON result_imports (institution, started DESC, id);
            CREATE INDEX result_imports_running ON result_imports (started) WHERE ended IS NULL;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != Import.Category) return;
        var id = append.Stream.Id;
        foreach (var fact in projecting.Facts(append, Import.Aggregate.Format))
        {
            switch (fact)
            {
                case ImportEvent.Received e:
                    projecting.Execute("INSERT INTO result_imports VALUES (?1, ?2, ?3, ?4, 'running', 0, 0, 0, 0, 0, ?5, NULL, NULL)", id, e.InstitutionId, e.AccountId, e.Legacy, e.At);
                    break;
                case ImportEvent.Advanced e:
                    Move(projecting, id, e.Progress);
                    Ring(projecting, id, append, "importAdvanced", e.Progress);
                    break;
                case ImportEvent.Finished e:
                    Move(projecting, id, e.Progress);
                    projecting.Execute("UPDATE result_imports SET state='done', ended=?2 WHERE id=?1", id, e.At);
                    Ring(projecting, id, append, "importFinished", e.Progress);
                    break;
                case ImportEvent.Failed e:
                    projecting.Execute("UPDATE result_imports SET state='failed', ended=?2, failure=?3 WHERE id=?1", id, e.At, e.Code);
                    break;
            }
        }
    }

    private static void Move(Projecting projecting, string id, ImportProgress progress) => projecting.Execute(
        "UPDATE result_imports SET rows=?2, taken=?3, refused=?4, refused_length=?5, busy=?6 WHERE id=?1",
        id, progress.Records, progress.Results, progress.Refused, progress.RefusedLength, (long)progress.Busy.TotalMilliseconds);

    private static void Ring(Projecting projecting, string id, StoredAppend append, string type, ImportProgress progress) => projecting.Ring(
        $"inbox:{append.Context.Actor.InstitutionId}", type, append.Context.At, new { importId = id, rows = progress.Records, taken = progress.Results, refused = progress.Refused });
}

/// <summary>One import as it stands in the read model.</summary>
internal sealed record ImportRow(string Id, string InstitutionId, bool Legacy, string State, ImportProgress Progress, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Failure);

/// <summary>Reads imports.</summary>
internal sealed class ImportTables(ProjectionEngine readModel)
{
    private const string Columns = "SELECT id, institution, legacy, state, rows, taken, refused, refused_length, busy, started, ended, failure FROM result_imports";

    /// <summary>Imports that have not ended, the oldest first.</summary>
    public IReadOnlyList<string> Running() => [.. Query($"{Columns} WHERE ended IS NULL ORDER BY started", null).Select(r => r.Id)];

    /// <summary>Null when there is none.</summary>
    public ImportRow? Find(string id) => Query($"{Columns} WHERE id=@key", id).FirstOrDefault();

    /// <summary>The newest first, behind a place in that order.</summary>
    public IReadOnlyList<ImportRow> Of(string institutionId, (DateTimeOffset StartedAt, string Id)? behind, int limit) => Query(
        $"{Columns} WHERE institution=@key AND (@started IS NULL OR started<@started OR started=@started AND id>@id) ORDER BY started DESC, id LIMIT @limit",
        institutionId, ("@started", behind?.StartedAt.ToUniversalTime()), ("@id", behind?.Id), ("@limit", limit));

    private List<ImportRow> Query(string sql, string? key, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        if (key is not null) command.Parameters.AddWithValue("@key", key);
        foreach (var (name, value) in more) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        using var row = command.ExecuteReader();
        var found = new List<ImportRow>();
        while (row.Read())
            found.Add(new(
                row.GetString(0), row.GetString(1), row.GetInt64(2) != 0, row.GetString(3),
                new(row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt64(7), TimeSpan.FromMilliseconds(row.GetInt64(8))), row.GetDateTimeOffset(9),
                row.IsDBNull(10) ? null : row.GetDateTimeOffset(10), row.IsDBNull(11) ? null : row.GetString(11)));
        return found;
    }
}
