using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Patients.Keeping;

/// <summary>One row of the patients table.</summary>
internal sealed record PatientRow(string Id, long Version, string? Record, bool Checked, bool HasGuardian);

/// <summary>What the read model knows of patients: references, no personal data.</summary>
internal sealed class PatientRows(ProjectionEngine readModel)
{
    public PatientRow? Find(string id) => Query("SELECT id, version, record, checked, guardian FROM patients WHERE id=@id", Row, ("@id", id)).FirstOrDefault();

    public IReadOnlyList<PatientRow> Find(IReadOnlyCollection<string> ids)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT id, version, record, checked, guardian FROM patients WHERE id IN ({string.Join(',', ids.Select((_, i) => $"@p{i}"))})";
        var i = 0;
        foreach (var id in ids) command.Parameters.AddWithValue($"@p{i++}", id);
        return Read(command, Row);
    }

    /// <summary>Whose document that is; null when nobody's.</summary>
    public string? ByDocument(string key) => Query("SELECT patient FROM patient_documents WHERE key=@key", rows => rows.GetString(0), ("@key", key)).FirstOrDefault();

    /// <summary>Patients of an institution, last registered first, behind a place in that order.</summary>
    public IReadOnlyList<(string Id, string At)> Recent(string institutionId, (string At, string Id)? behind, int limit) => Query(
        """
        SELECT patient, at FROM patient_institutions WHERE institution=@institution AND (@at IS NULL OR (at, patient) < (@at, @id))
        ORDER BY at DESC, patient DESC LIMIT @limit
        """,
        rows => (rows.GetString(0), rows.GetString(1)),
        ("@institution", institutionId), ("@at", behind?.At), ("@id", behind?.Id), ("@limit", limit));

    /// <summary>Staff read the patients who were at their institution, or who have a live case with it; residents read themselves.</summary>
    /// <returns>Null when not allowed; otherwise the purpose, and the case where only a case opens the door.</returns>
    public (string Purpose, string? CaseId)? MayRead(Caller caller, string patientId)
    {
        if (caller.PatientId == patientId && Access.Decide(caller, Relation.Patient, Operation.ReadContent)) return ("ownRecord", null);
        if (caller.InstitutionId is not { } institution) return null;
        var doors = Query(
            """
            SELECT NULL FROM patient_institutions WHERE institution=@institution AND patient=@patient
            UNION ALL SELECT case_id FROM patient_cases WHERE patient=@patient AND institution=@institution LIMIT 1
            """,
            rows => rows.IsDBNull(0) ? null : rows.GetString(0), ("@institution", institution), ("@patient", patientId));
        var relation = doors.Count == 0 ? Relation.None : doors[0] is null ? Relation.Inviting : Relation.Invited;
        return Access.Decide(caller, relation, Operation.ReadContent) ? ("treatment", doors[0]) : null;
    }

    private static PatientRow Row(SqliteDataReader rows) =>
        new(rows.GetString(0), rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.GetInt64(3) != 0, rows.GetInt64(4) != 0);

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return Read(command, row);
    }

    private static List<T> Read<T>(SqliteCommand command, Func<SqliteDataReader, T> row)
    {
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(row(rows));
        return found;
    }
}
