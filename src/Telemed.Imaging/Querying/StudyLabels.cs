using System.Text.Json;
using Telemed.Imaging.Indexing;

namespace Telemed.Imaging.Querying;

/// <summary>What people call a study by.</summary>
/// <param name="StudyDate">As <c>20260801</c>.</param>
public sealed record StudyLabel(string? PatientName, string? Description, string? StudyDate, IReadOnlyList<string> Modalities);

/// <summary>Names studies for lists whose rows were let through one by one already.</summary>
internal sealed class StudyLabels(ImagingIndex index)
{
    public IReadOnlyDictionary<string, StudyLabel> Of(IEnumerable<string> studies)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT study, patient_name, description, study_date, modalities FROM studies WHERE study IN (SELECT value FROM json_each(@studies))";
        command.Parameters.AddWithValue("@studies", JsonSerializer.Serialize(studies));
        using var rows = command.ExecuteReader();
        var found = new Dictionary<string, StudyLabel>(StringComparer.Ordinal);
        while (rows.Read())
            found[rows.GetString(0)] = new(Text(rows, 1)?.TrimEnd('='), Text(rows, 2), Text(rows, 3), (Text(rows, 4) ?? "").Split('\\', StringSplitOptions.RemoveEmptyEntries));
        return found;
    }

    private static string? Text(Microsoft.Data.Sqlite.SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
