using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Ordering;

/// <summary>Open cases for which images, tracings or slides may be made, by the institution whose equipment makes them: the asking one of a
/// consultation, and both ends of a referral.</summary>
internal sealed class OpenOrders : IProjection
{
    public string Name => "imaging-orders";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE imaging_orders (case_id TEXT NOT NULL, institution TEXT NOT NULL, category TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
              patient_id TEXT NOT NULL, urgency TEXT NOT NULL, department TEXT, since TEXT NOT NULL, PRIMARY KEY (institution, case_id)) STRICT, WITHOUT ROWID;
            CREATE INDEX imaging_orders_case ON imaging_orders (case_id);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

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
                INSERT INTO imaging_orders (case_id, institution, category, kind, number, patient_id, urgency, department, since)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET urgency = excluded.urgency, department = excluded.department
                """, step.CaseId, institution, step.Category, about.Kind, about.Number, about.PatientId, about.Urgency.ToString(), about.Department, step.At);
    }

    /// <summary>Those of one institution, the newest first.</summary>
    public static IReadOnlyList<OpenOrder> Of(SqliteConnection db, string institution, int most)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            SELECT case_id, category, kind, number, patient_id, urgency, department, since FROM imaging_orders WHERE institution = @institution ORDER BY since DESC LIMIT @most
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
