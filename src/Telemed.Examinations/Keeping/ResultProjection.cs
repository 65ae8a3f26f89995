using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Examinations.ResultEvent;

namespace Telemed.Examinations.Keeping;

/// <summary>One short row for each result that was not voided, in the order of the patient's life; what it says in full is read from its own facts.</summary>
/// <remarks>What was examined is a number: an institution has a few hundred kinds of results and millions of results.</remarks>
internal sealed class ResultProjection : IProjection
{
    private const int KindsInMemory = 100_000;

    public string Name => "results";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE results (patient TEXT NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, kind INTEGER NOT NULL, flags INTEGER NOT NULL, version INTEGER NOT NULL,
              number INTEGER NOT NULL, collected INTEGER, extra TEXT, shown TEXT, PRIMARY KEY (patient, at, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE result_kinds (kind INTEGER PRIMARY KEY, institution TEXT NOT NULL, system TEXT NOT NULL, code TEXT NOT NULL, category TEXT NOT NULL, name TEXT,
              standard TEXT, n INTEGER NOT NULL, UNIQUE (institution, system, code, category)) STRICT;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != Result.Category) return;
        foreach (var fact in projecting.Facts(append, Result.Aggregate.Format))
            switch (fact)
            {
                case Reported e:
                    Insert(projecting, append, e.Result.PatientId, KindOf(projecting, e.Result.InstitutionId, e.Result.Content), 1, e.Result.Content, e.Result.LocalId, e.Result.Legacy);
                    break;
                case Corrected e:
                    Correct(projecting, append, e);
                    break;
                case Voided e:
                    Remove(projecting, append.Stream.Id, e.Was);
                    break;
                case CriticalFound e:
                    Touch(projecting, append, e.Of);
                    break;
                case CriticalConfirmed e:
                    Touch(projecting, append, e.Of);
                    break;
                case CriticalBreached e:
                    Touch(projecting, append, e.Of);
                    break;
            }
    }

    private static void Insert(
        Projecting projecting, StoredAppend append, string patientId, long kind, int number, ResultContent content, string? localId, bool legacy)
    {
        projecting.Execute(
            "INSERT INTO results (patient, at, id, kind, flags, version, number, collected, extra, shown) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            patientId, content.PerformedAt.UtcTicks, append.Stream.Id, kind, (long)ResultFlag.Of(content, legacy), append.Version, number, content.CollectedAt?.UtcTicks,
            ResultExtra.Of(content)?.ToJson(), ResultShown.Of(content, localId)?.ToJson());
        Count(projecting, kind, 1);
    }

    private static void Correct(Projecting projecting, StoredAppend append, Corrected e)
    {
        var id = append.Stream.Id;
        var (kind, flags, number) = (Column("kind"), (ResultFlag)Column("flags"), (int)Column("number"));
        var localId = ResultShown.FromJson(projecting.Scalar<string>("SELECT shown FROM results WHERE patient=?1 AND at=?2 AND id=?3", e.Was.PatientId, e.Was.PerformedAt.UtcTicks, id))?.LocalId;
        var institution = projecting.Scalar<string>("SELECT institution FROM result_kinds WHERE kind=?1", kind)!;
        Remove(projecting, id, e.Was);
        Insert(projecting, append, e.Was.PatientId, KindOf(projecting, institution, e.Content), number + 1, e.Content, localId, flags.HasFlag(ResultFlag.Legacy));

        long Column(string name) =>
            projecting.Scalar<long>($"SELECT {name} FROM results WHERE patient=?1 AND at=?2 AND id=?3", e.Was.PatientId, e.Was.PerformedAt.UtcTicks, id);
    }

    private static void Remove(Projecting projecting, string id, ResultPlace was)
    {
        Count(projecting, projecting.Scalar<long>("SELECT kind FROM results WHERE patient=?1 AND at=?2 AND id=?3", was.PatientId, was.PerformedAt.UtcTicks, id), -1);
        projecting.Execute("DELETE FROM results WHERE patient=?1 AND at=?2 AND id=?3", was.PatientId, was.PerformedAt.UtcTicks, id);
    }

    private static void Touch(Projecting projecting, StoredAppend append, ResultPlace of) => projecting.Execute(
        "UPDATE results SET version=?4 WHERE patient=?1 AND at=?2 AND id=?3", of.PatientId, of.PerformedAt.UtcTicks, append.Stream.Id, append.Version);

    private static void Count(Projecting projecting, long kind, int change) => projecting.Add(
        "UPDATE result_kinds SET n=n+?2 WHERE kind=CAST(?1 AS INTEGER)", change, kind.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Number of what an institution examines under a code; a new one for a new code.</summary>
    private static long KindOf(Projecting projecting, string institutionId, ResultContent content)
    {
        var known = projecting.Remember<(string, string, string, ResultCategory), long>("result kinds", KindsInMemory);
        var key = (institutionId, content.Item.System, content.Item.Code, content.Category);
        if (known.TryGet(key, out var kind)) return kind;
        var category = JsonNamingPolicy.CamelCase.ConvertName(content.Category.ToString());
        kind = projecting.Scalar<long>(
            "SELECT kind FROM result_kinds WHERE institution=?1 AND system=?2 AND code=?3 AND category=?4", institutionId, content.Item.System, content.Item.Code, category);
        if (kind == 0)
        {
            projecting.Execute(
                "INSERT INTO result_kinds (institution, system, code, category, name, n) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                institutionId, content.Item.System, content.Item.Code, category, content.Item.Name);
            kind = projecting.Scalar<long>("SELECT last_insert_rowid()");
        }
        known.Set(key, kind);
        return kind;
    }
}
