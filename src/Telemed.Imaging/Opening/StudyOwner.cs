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
}
