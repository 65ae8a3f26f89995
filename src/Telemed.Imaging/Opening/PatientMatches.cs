using Telemed.Imaging.Indexing;
using Telemed.Imaging.Studies;
using Telemed.ReadModel;

namespace Telemed.Imaging.Opening;

/// <summary>Which patient of the platform a hospital's number stands for. The number itself is in the index only; the log knows studies.</summary>
internal sealed class PatientMatches(ImagingIndex index, ProjectionEngine readModel)
{
    private const int MaxStudies = 500;

    /// <summary>The patient to whom any study of the same number at the same hospital was matched, and that study; null when none was.</summary>
    public (string Study, string Patient)? MatchOf(string study)
    {
        var same = SameNumber(study);
        using var db = readModel.OpenReader();
        return StudyDoors.MatchedAmong(db, same) is { } matched && StudyDoors.PatientOf(db, matched) is { } patient ? (matched, patient) : null;
    }

    /// <summary>Every study of the numbers that stand for a patient.</summary>
    public IReadOnlyList<string> StudiesOf(string patient)
    {
        IReadOnlyList<string> matched;
        using (var db = readModel.OpenReader()) matched = StudyDoors.StudiesOf(db, patient);
        return [.. matched.SelectMany(SameNumber).Distinct()];
    }

    /// <summary>The study itself and all others of its institution, issuer and number; a study without a number stands alone.</summary>
    private List<string> SameNumber(string study)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = """
            SELECT o.study FROM studies s JOIN studies o ON o.patient_id = s.patient_id AND o.issuer IS s.issuer AND o.institution IS s.institution
            WHERE s.study = @study AND s.patient_id <> '' LIMIT @most
            """;
        command.Parameters.AddWithValue("@study", study);
        command.Parameters.AddWithValue("@most", MaxStudies);
        using var rows = command.ExecuteReader();
        var same = new List<string>();
        while (rows.Read()) same.Add(rows.GetString(0));
        if (same.Count == 0) same.Add(study);
        return same;
    }
}
