using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Imaging.Studies;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Ordering;

/// <summary>Open cases for which images, tracings or slides may be made, by the institution whose equipment makes them: the asking one of a
/// consultation, and both ends of a referral.</summary>
internal sealed class OpenOrders : IProjection
{
    public string Name => "imaging-orders";

    public int Version => 2;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE imaging_orders (case_id TEXT NOT NULL, institution TEXT NOT NULL, category TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
              patient_id TEXT NOT NULL, urgency TEXT NOT NULL, department TEXT, since TEXT NOT NULL, study TEXT NOT NULL, performed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (institution, case_id)) STRICT, WITHOUT ROWID;
            CREATE INDEX imaging_orders_case ON imaging_orders (case_id);
            CREATE INDEX imaging_orders_study ON imaging_orders (study);
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>A step that is over takes its order off the list: what was completed is there, and what was broken off is ordered anew when it is still wanted.</summary>
    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != StudyRules.Category) return;
        foreach (var fact in projecting.Facts(append, StudyRules.Aggregate.Format))
            if (fact is StudyEvent.StepEnded ended)
                projecting.Execute("UPDATE imaging_orders SET performed = 1 WHERE study = ?1 AND institution = ?2", append.Stream.Id, ended.InstitutionId);
    }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseStep step) return;
        var about = step.Case;
        bool consultation = step.Category == "consultation";
        if (consultation && OrderedStudy.Modalities(about.Kind) is null) return;
        if (!about.Open || about.State == "draft")
        {
            projecting.Execute("DELETE FROM imaging_orders WHERE case_id = ?1", step.CaseId);
            return;
        }
        string?[] institutions = consultation ? [about.FromId] : [about.FromId, about.ToId];
        foreach (string institution in institutions.OfType<string>().Distinct())
            projecting.Execute("""
                INSERT INTO imaging_orders (case_id, institution, category, kind, number, patient_id, urgency, department, since, study)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO UPDATE SET urgency = excluded.urgency, department = excluded.department
                """, step.CaseId, institution, step.Category, about.Kind, about.Number, about.PatientId, about.Urgency.ToString(), about.Department, step.At, OrderedStudy.UidOf(step.CaseId));
    }

    /// <summary>Those of one institution, the newest first.</summary>
    public static IReadOnlyList<OpenOrder> Of(SqliteConnection db, string institution, int most)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            SELECT case_id, category, kind, number, patient_id, urgency, department, since FROM imaging_orders WHERE institution = @institution AND performed = 0 ORDER BY since DESC LIMIT @most
            """;
        command.Parameters.AddWithValue("@institution", institution);
        command.Parameters.AddWithValue("@most", most);
        using var rows = command.ExecuteReader();
        var found = new List<OpenOrder>();
        while (rows.Read())
            found.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5),
                rows.IsDBNull(6) ? null : rows.GetString(6), DateTimeOffset.Parse(rows.GetString(7), System.Globalization.CultureInfo.InvariantCulture)));
        return found;
    }
}

/// <summary>A case as equipment needs it.</summary>
internal sealed record OpenOrder(
    string CaseId, string Category, string Kind, string Number, string PatientId, string Urgency, string? Department, DateTimeOffset Since);
