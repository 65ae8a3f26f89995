using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Recognition.Findings;

/// <summary>Tests that were repeated although an earlier result could have been recognised and nobody had decided (贵阳条例 art. 15, explanation 3.3).</summary>
/// <remarks>A reason given afterwards explains the finding; it stays to be seen.</remarks>
internal sealed class FindingProjection : IProjection
{
    public string Name => "recognitionFindings";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE recognition_findings (id TEXT PRIMARY KEY, at TEXT NOT NULL, institution TEXT NOT NULL, area TEXT NOT NULL, item TEXT NOT NULL, check_id TEXT NOT NULL,
              number TEXT NOT NULL, prior_institution TEXT, prior_at TEXT, fee TEXT, reason TEXT, answer TEXT, answered_by TEXT, answered_at TEXT) STRICT, WITHOUT ROWID;
            CREATE INDEX recognition_findings_at ON recognition_findings (at, id);
            CREATE INDEX recognition_findings_institution ON recognition_findings (institution, at, id);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != FindingRules.Category) return;
        foreach (var fact in projecting.Facts(append, FindingRules.Aggregate.Format))
            if (fact is FindingEvent.Answered e)
                projecting.Execute("UPDATE recognition_findings SET answer=?2, answered_by=?3, answered_at=?4 WHERE id=?1", append.Stream.Id, e.Text, e.By, e.At);
    }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is RecognitionStep { Step: "repeated" } found)
            projecting.Execute("""
                INSERT OR IGNORE INTO recognition_findings (id, at, institution, area, item, check_id, number, prior_institution, prior_at, fee) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                """, Id(found), found.At, found.InstitutionId, found.AreaCode ?? "", found.ItemCode, found.CheckId, found.Number ?? "", found.SourceId, found.PriorAt,
                found.Fee?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (fact is RecognitionStep { Step: "declined" } declined)
            projecting.Execute("UPDATE recognition_findings SET reason=?2 WHERE id=?1", Id(declined), declined.ReasonCode);
    }

    private static string Id(RecognitionStep step) => $"{step.CheckId}.{step.ItemCode}";
}
