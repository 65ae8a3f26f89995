using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Routing;

/// <summary>What happened to cases, in order, as routing wants to hear it.</summary>
internal sealed class CaseTriggers : IProjection
{
    private const int FactsInMemory = 20_000;
    private static readonly HashSet<string> Accepting = ["accepted", "scheduled", "reserved"];

    public string Name => "imaging-case-triggers";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE imaging_case_triggers (seq INTEGER PRIMARY KEY AUTOINCREMENT, case_id TEXT NOT NULL, trigger TEXT NOT NULL) STRICT;
            CREATE TABLE imaging_case_facts (case_id TEXT PRIMARY KEY, kind TEXT NOT NULL, urgency TEXT NOT NULL, patient TEXT NOT NULL, from_id TEXT NOT NULL, to_id TEXT) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is CaseAccessChanged { Open: true, StudyInstanceUids.Count: > 0 } named) Add(projecting, named.CaseId, RoutingTrigger.CaseNames);
        if (fact is not CaseStep step) return;
        Keep(projecting, step);
        if (Accepting.Contains(step.Step)) Add(projecting, step.CaseId, RoutingTrigger.CaseAccepted);
    }

    /// <summary>Most steps change nothing that is kept here.</summary>
    private static void Keep(Projecting projecting, CaseStep step)
    {
        var kept = projecting.Remember<string, (Urgency, string?)>("imaging case facts", FactsInMemory);
        var now = (step.Case.Urgency, step.Case.ToId);
        if (kept.TryGet(step.CaseId, out var before) && before == now) return;
        kept.Set(step.CaseId, now);
        projecting.Execute("""
            INSERT INTO imaging_case_facts (case_id, kind, urgency, patient, from_id, to_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET urgency = excluded.urgency, to_id = excluded.to_id
            """, step.CaseId, step.Case.Kind, step.Case.Urgency.ToString(), step.Case.PatientId, step.Case.FromId, step.Case.ToId);
    }

    /// <summary>The last number given.</summary>
    public static long Last(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT coalesce(max(seq), 0) FROM imaging_case_triggers";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>What came after a number, in order.</summary>
    public static IReadOnlyList<CaseTrigger> Since(SqliteConnection db, long since, int most)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            SELECT t.seq, t.case_id, t.trigger, f.kind, f.urgency, f.patient, f.from_id, f.to_id,
              (SELECT group_concat(g.study, ' ' ORDER BY g.study) FROM study_grants g WHERE g.case_id = t.case_id)
            FROM imaging_case_triggers t JOIN imaging_case_facts f USING (case_id) WHERE t.seq > @since ORDER BY t.seq LIMIT @most
            """;
        command.Parameters.AddWithValue("@since", since);
        command.Parameters.AddWithValue("@most", most);
        using var rows = command.ExecuteReader();
        var found = new List<CaseTrigger>();
        while (rows.Read())
            found.Add(new(rows.GetInt64(0), rows.GetString(1), Enum.Parse<RoutingTrigger>(rows.GetString(2)), rows.GetString(3), rows.GetString(4) == nameof(Urgency.Emergency), rows.GetString(5),
                [.. new[] { rows.GetString(6), rows.IsDBNull(7) ? null : rows.GetString(7) }.OfType<string>().Distinct()], rows.IsDBNull(8) ? [] : rows.GetString(8).Split(' ')));
        return found;
    }

    private static void Add(Projecting projecting, string caseId, RoutingTrigger trigger) =>
        projecting.Execute("INSERT INTO imaging_case_triggers (case_id, trigger) VALUES (?1, ?2)", caseId, trigger.ToString());
}

/// <summary>Something that happened to a case.</summary>
/// <param name="Studies">Those that the case names while it is live.</param>
internal sealed record CaseTrigger(
    long Seq, string CaseId, RoutingTrigger Trigger, string Kind, bool IsEmergency, string PatientId, IReadOnlyList<string> Institutions, IReadOnlyList<string> Studies);
