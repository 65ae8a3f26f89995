using System.Text.Json;
using Telemed.Imaging.Indexing;

namespace Telemed.Imaging.Opening;

/// <summary>Whose study it is, decided at the door that received it.</summary>
internal sealed record StudyOwner(string? InstitutionId)
{
    /// <summary>Null when there is no such study.</summary>
    public static StudyOwner? Of(ImagingIndex index, string study)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT institution FROM studies WHERE study = @study";
        command.Parameters.AddWithValue("@study", study);
        using var rows = command.ExecuteReader();
        return rows.Read() ? new(rows.IsDBNull(0) ? null : rows.GetString(0)) : null;
    }

    /// <summary>Institution of each study that is here and has one.</summary>
    public static IReadOnlyDictionary<string, string> Of(ImagingIndex index, IEnumerable<string> studies)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT study, institution FROM studies WHERE institution IS NOT NULL AND study IN (SELECT value FROM json_each(@studies))";
        command.Parameters.AddWithValue("@studies", JsonSerializer.Serialize(studies));
        using var rows = command.ExecuteReader();
        var owners = new Dictionary<string, string>();
        while (rows.Read()) owners.Add(rows.GetString(0), rows.GetString(1));
        return owners;
    }
}
