using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Examinations.Mapping;
using Telemed.Examinations.Reporting;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Examinations.ResultEvent;

namespace Telemed.Examinations.Keeping;

/// <summary>One short row for each result that was not voided, by patient and kind; what it says in full is read from its own facts.</summary>
/// <remarks>What was examined is a number: an institution has a few hundred kinds of results and millions of results. A patient's rows lie by kind because the check before an order
/// asks for a few kinds and happens far more often than anybody opens the whole history, which is sorted then.</remarks>
internal sealed class ResultProjection : IProjection
{
    private const int KindsInMemory = 100_000;
    private const string KindsMemory = "result kinds";

    public string Name => "results";

    public int Version => 3;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE results (patient TEXT NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, kind INTEGER NOT NULL, flags INTEGER NOT NULL, version INTEGER NOT NULL,
              number INTEGER NOT NULL, collected INTEGER, extra TEXT, shown TEXT, PRIMARY KEY (patient, kind, at, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE result_counts (patient TEXT NOT NULL, kind INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (patient, kind)) STRICT, WITHOUT ROWID;
            CREATE TABLE result_kinds (kind INTEGER PRIMARY KEY, institution TEXT NOT NULL, system TEXT NOT NULL, code TEXT NOT NULL, category TEXT NOT NULL, name TEXT,
              standard TEXT, n INTEGER NOT NULL, UNIQUE (institution, system, code, category)) STRICT;
            CREATE INDEX result_kinds_standard ON result_kinds (standard);
            CREATE TABLE result_mappings (institution TEXT NOT NULL, system TEXT NOT NULL, code TEXT NOT NULL, category TEXT NOT NULL, standard TEXT NOT NULL,
              by_account TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (institution, system, code, category)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category == ItemMapping.Category)
        {
            foreach (var fact in projecting.Facts(append, ItemMapping.Aggregate.Format))
                if (fact is ItemMappingEvent.Mapped m) Map(projecting, append.Stream.Id, m.System, m.Code, m.Category, m.StandardCode, append);
                else if (fact is ItemMappingEvent.Unmapped u) Map(projecting, append.Stream.Id, u.System, u.Code, u.Category, null, append);
            return;
        }
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
        Projecting projecting, StoredAppend append, string patientId, Kind kind, int number, ResultContent content, string? localId, bool legacy)
    {
        var flags = ResultFlag.Of(content, legacy);
        projecting.Execute(
            "INSERT INTO results (patient, at, id, kind, flags, version, number, collected, extra, shown) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            patientId, content.PerformedAt.UtcTicks, append.Stream.Id, kind.Number, (long)flags, append.Version, number, content.CollectedAt?.UtcTicks,
            ResultExtra.Of(content)?.ToJson(), ResultShown.Of(content, localId)?.ToJson());
        Count(projecting, patientId, kind.Number, 1);
        projecting.Publish(new ResultReported(
            new(append.Stream.Id, number, patientId, kind.InstitutionId, kind.Standard, content.Category, content.PerformedAt, content.CollectedAt, content.StudyUid, content.DeviceClass,
                content.Method, flags.HasFlag(ResultFlag.Retrievable), legacy, content.Interventions),
            legacy ? null : ResultDigest.Of(content)));
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
        Count(projecting, was.PatientId, projecting.Scalar<long>("SELECT kind FROM results WHERE patient=?1 AND at=?2 AND id=?3", was.PatientId, was.PerformedAt.UtcTicks, id), -1);
        projecting.Execute("DELETE FROM results WHERE patient=?1 AND at=?2 AND id=?3", was.PatientId, was.PerformedAt.UtcTicks, id);
    }

    private static void Touch(Projecting projecting, StoredAppend append, ResultPlace of) => projecting.Execute(
        "UPDATE results SET version=?4 WHERE patient=?1 AND at=?2 AND id=?3", of.PatientId, of.PerformedAt.UtcTicks, append.Stream.Id, append.Version);

    private static void Count(Projecting projecting, string patientId, long kind, int change)
    {
        var number = kind.ToString(CultureInfo.InvariantCulture);
        projecting.Add("UPDATE result_kinds SET n=n+?2 WHERE kind=CAST(?1 AS INTEGER)", change, number);
        projecting.Add("INSERT INTO result_counts VALUES (?1, CAST(?2 AS INTEGER), ?3) ON CONFLICT DO UPDATE SET n=n+excluded.n", change, patientId, number);
    }

    /// <summary>What an institution examines under a code; a new number for a new code.</summary>
    private static Kind KindOf(Projecting projecting, string institutionId, ResultContent content)
    {
        var known = projecting.Remember<(string, string, string, ResultCategory), Kind>(KindsMemory, KindsInMemory);
        var (item, key) = (content.Item, (institutionId, content.Item.System, content.Item.Code, content.Category));
        if (known.TryGet(key, out var kind)) return kind;
        var category = Words<ResultCategory>.Of(content.Category);
        var number = projecting.Scalar<long>(
            "SELECT kind FROM result_kinds WHERE institution=?1 AND system=?2 AND code=?3 AND category=?4", institutionId, item.System, item.Code, category);
        var standard = item.IsStandard() ? item.Code : projecting.Scalar<string>(
            "SELECT standard FROM result_mappings WHERE institution=?1 AND system=?2 AND code=?3 AND category=?4", institutionId, item.System, item.Code, category);
        if (number == 0)
        {
            projecting.Execute(
                "INSERT INTO result_kinds (institution, system, code, category, name, standard, n) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
                institutionId, item.System, item.Code, category, item.Name, standard);
            number = projecting.Scalar<long>("SELECT last_insert_rowid()");
        }
        known.Set(key, kind = new(number, institutionId, standard));
        return kind;
    }

    /// <summary>An own code got another meaning, for old results too.</summary>
    private static void Map(Projecting projecting, string institutionId, string system, string code, ResultCategory category, string? standard, StoredAppend append)
    {
        var word = Words<ResultCategory>.Of(category);
        projecting.Execute("DELETE FROM result_mappings WHERE institution=?1 AND system=?2 AND code=?3 AND category=?4", institutionId, system, code, word);
        if (standard is not null)
            projecting.Execute(
                "INSERT INTO result_mappings (institution, system, code, category, standard, by_account, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                institutionId, system, code, word, standard, append.Context.Actor.Id, append.Context.At);
        projecting.Execute("UPDATE result_kinds SET standard=?5 WHERE institution=?1 AND system=?2 AND code=?3 AND category=?4", institutionId, system, code, word, standard);
        projecting.Changed(ResultKinds.Table);
        projecting.Remember<(string, string, string, ResultCategory), Kind>(KindsMemory, KindsInMemory).Remove((institutionId, system, code, category));
    }

    private sealed record Kind(long Number, string InstitutionId, string? Standard);
}
