using System.Globalization;
using Telemed.Contracts;
using Telemed.Imaging.Indexing;

namespace Telemed.Imaging.Opening;

/// <summary>Studies of the index as other contexts see them.</summary>
internal sealed class KnownStudies(ImagingIndex index, PatientMatches matches) : IStudies
{
    public StudyFacts? Find(string studyInstanceUid)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = """
            SELECT institution, description, study_date, study_time, (SELECT modality FROM series s WHERE s.study = t.study AND modality IS NOT NULL ORDER BY received, series LIMIT 1),
              (SELECT body_part FROM series s WHERE s.study = t.study AND body_part IS NOT NULL ORDER BY received, series LIMIT 1)
            FROM studies t WHERE study = @study
            """;
        command.Parameters.AddWithValue("@study", studyInstanceUid);
        using var rows = command.ExecuteReader();
        return rows.Read() ? new(Text(0), matches.MatchOf(studyInstanceUid)?.Patient, Text(4), Text(1), Text(5), Begun(Text(2), Text(3))) : null;

        static DateTimeOffset? Begun(string? day, string? time) =>
            DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
                ? new DateTimeOffset(on, TimeOnly.TryParseExact(time?[..Math.Min(6, time.Length)], "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : default, ChinaTime.UtcOffset)
                : null;

        string? Text(int column) => rows.IsDBNull(column) || rows.GetString(column).Trim() is not { Length: > 0 } text ? null : text;
    }
}
