using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Capacity.Rostering;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Loading;

/// <summary>What each reader has open, and what each signed on which day; kept with every step of a case.</summary>
/// <remarks>A row for each open case and each of its readers: asking for a house's load looks at its open work and at one day of signatures, never at all cases.
/// Signatures are asked for on their own day only; the day before is kept for clocks that are behind.</remarks>
internal sealed class ReaderProjection : IProjection
{
    private const string Open = """
        INSERT INTO reader_work (case_id, practitioner, institution, kind, urgency, since, due, breached, done) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)
        ON CONFLICT DO UPDATE SET institution=excluded.institution, kind=excluded.kind, urgency=excluded.urgency, due=excluded.due, breached=excluded.breached
        """;

    private const string Signed = """
        INSERT OR IGNORE INTO reader_signed (institution, day, practitioner, case_id, seconds)
        SELECT institution, ?1, practitioner, case_id, (?2-since)/10000000 FROM reader_work WHERE case_id=?3 AND practitioner=?4
        """;

    private const string Past = "DELETE FROM reader_signed WHERE institution=?1 AND day<?2";

    public string Name => "readers";

    public int Version => 1;

    /// <summary>How a day is written.</summary>
    public static string DayOf(DateTimeOffset at) => ChinaTime.Day(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE reader_work (case_id TEXT NOT NULL, practitioner TEXT NOT NULL, institution TEXT NOT NULL, kind INTEGER NOT NULL, urgency INTEGER NOT NULL,
              since INTEGER NOT NULL, due INTEGER, breached INTEGER NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (case_id, practitioner)) STRICT, WITHOUT ROWID;
            CREATE INDEX reader_work_open ON reader_work (institution, practitioner, urgency, since, due, breached) WHERE done=0;
            CREATE TABLE reader_signed (institution TEXT NOT NULL, day TEXT NOT NULL, practitioner TEXT NOT NULL, case_id TEXT NOT NULL, seconds INTEGER NOT NULL,
              PRIMARY KEY (institution, day, practitioner, case_id)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseWork work) return;
        var left = projecting.Scalar<string>("SELECT institution FROM reader_work WHERE case_id=?1 LIMIT 1", work.CaseId);
        foreach (var signer in work.SignedBy)
        {
            projecting.Execute(Signed, DayOf(work.At), work.At.UtcTicks, work.CaseId, signer);
            projecting.Execute("UPDATE reader_work SET done=1 WHERE case_id=?1 AND practitioner=?2", work.CaseId, signer);
        }
        if (left is not null && work.SignedBy.Count > 0) projecting.Execute(Past, left, DayOf(work.At.AddDays(-1)));
        if (work.Rewritten) projecting.Execute("UPDATE reader_work SET done=0 WHERE case_id=?1", work.CaseId);
        projecting.Execute("DELETE FROM reader_work WHERE case_id=?1 AND practitioner NOT IN (SELECT value FROM json_each(?2))", work.CaseId, JsonSerializer.Serialize(work.PractitionerIds));
        foreach (var reader in work.PractitionerIds)
            projecting.Execute(
                Open, work.CaseId, reader, work.InstitutionId, (int)work.Kind, (int)work.Urgency, work.At.UtcTicks, work.Due?.UtcTicks, work.Breached ? 1 : 0);
        projecting.Knock(RosterProjection.Topic(work.InstitutionId), work.At);
        if (left is not null && left != work.InstitutionId) projecting.Knock(RosterProjection.Topic(left), work.At);
    }
}
