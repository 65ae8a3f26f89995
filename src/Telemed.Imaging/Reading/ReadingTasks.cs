using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Imaging.Ordering;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Reading;

/// <summary>Remote diagnosis that an institution was asked for: the reading worklist of its physicians.</summary>
internal sealed class ReadingTasks : IProjection
{
    public string Name => "reading-tasks";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE reading_tasks (case_id TEXT PRIMARY KEY, workitem TEXT NOT NULL UNIQUE, institution TEXT NOT NULL, from_id TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
              patient_id TEXT NOT NULL, urgency TEXT NOT NULL, state TEXT NOT NULL, since TEXT NOT NULL, changed TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX reading_tasks_of ON reading_tasks (institution, since, case_id);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseStep { Category: "consultation" } step || OrderedStudy.Modalities(step.Case.Kind) is null) return;
        if (!step.Case.Open || step.Case.ToId is null || step.Case.State == "draft")
        {
            projecting.Execute("DELETE FROM reading_tasks WHERE case_id = ?1", step.CaseId);
            return;
        }
        projecting.Execute("""
            INSERT INTO reading_tasks (case_id, workitem, institution, from_id, kind, number, patient_id, urgency, state, since, changed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
            ON CONFLICT DO UPDATE SET institution = excluded.institution, urgency = excluded.urgency, state = excluded.state, changed = excluded.changed
            """, step.CaseId, WorkitemOf(step.CaseId), step.Case.ToId, step.Case.FromId, step.Case.Kind, step.Case.Number, step.Case.PatientId, step.Case.Urgency.ToString(), step.Case.State, step.At);
    }

    /// <summary>The workitem of a case: always the same UID for the same case.</summary>
    public static string WorkitemOf(string caseId) => OrderedStudy.UidOf("reading " + caseId);

    /// <summary>Those of one institution, the oldest first; all or one.</summary>
    public static IReadOnlyList<ReadingTask> Of(SqliteConnection db, string institution, string? workitem, int most)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"""
            SELECT case_id, workitem, from_id, kind, number, patient_id, urgency, state, since FROM reading_tasks
            WHERE institution = @institution{(workitem is null ? "" : " AND workitem = @workitem")} ORDER BY since, case_id LIMIT @most
            """;
        command.Parameters.AddWithValue("@institution", institution);
        command.Parameters.AddWithValue("@most", most);
        if (workitem is not null) command.Parameters.AddWithValue("@workitem", workitem);
        using var rows = command.ExecuteReader();
        var found = new List<ReadingTask>();
        while (rows.Read())
            found.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5), rows.GetString(6), rows.GetString(7),
                DateTimeOffset.Parse(rows.GetString(8), CultureInfo.InvariantCulture)));
        return found;
    }
}

/// <summary>One case to read.</summary>
internal sealed record ReadingTask(string CaseId, string Workitem, string FromId, string Kind, string Number, string PatientId, string Urgency, string State, DateTimeOffset Since);
