using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Examinations.Keeping;

/// <summary>Which live case opens which result to whom.</summary>
internal sealed class DoorsProjection : IProjection
{
    public string Name => "result-doors";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE result_doors (case_id TEXT NOT NULL, result TEXT NOT NULL, institution TEXT NOT NULL, patient TEXT NOT NULL,
              PRIMARY KEY (case_id, result, institution)) STRICT, WITHOUT ROWID;
            CREATE INDEX result_doors_of ON result_doors (institution, patient, result, case_id);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseAccessChanged access) return;
        projecting.Execute("DELETE FROM result_doors WHERE case_id=?1", access.CaseId);
        if (!access.Open) return;
        foreach (var result in access.ResultIds ?? [])
            foreach (var institution in access.InstitutionIds)
                projecting.Execute("INSERT OR IGNORE INTO result_doors (case_id, result, institution, patient) VALUES (?1, ?2, ?3, ?4)", access.CaseId, result, institution, access.PatientId);
    }
}

/// <summary>Who may read which result: its institution, whom a live case that names it lets in, and the patient.</summary>
internal sealed class ResultDoors(ProjectionEngine readModel)
{
    /// <summary>What for the caller may read results of a patient; null for one that is closed.</summary>
    /// <remarks>A case opens only results of its own patient: naming another's number opens nothing.</remarks>
    public Func<string, string, (string Purpose, string? CaseId)?> Of(Caller caller, string patientId)
    {
        if (caller.PatientId == patientId && Access.Decide(caller, Relation.Patient, Operation.ReadContent)) return (_, _) => ("ownRecord", null);
        if (caller.InstitutionId is not { } own || !Access.Decide(caller, Relation.Inviting, Operation.ReadContent)) return (_, _) => null;
        var opened = new Lazy<Dictionary<string, string>>(() => Opened(own, patientId));
        return (resultId, institutionId) => institutionId == own ? ("treatment", null) : opened.Value.TryGetValue(resultId, out var caseId) ? ("treatment", caseId) : null;
    }

    private Dictionary<string, string> Opened(string institutionId, string patientId)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT result, case_id FROM result_doors WHERE institution=@institution AND patient=@patient";
        command.Parameters.AddWithValue("@institution", institutionId);
        command.Parameters.AddWithValue("@patient", patientId);
        using var rows = command.ExecuteReader();
        var opened = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.Read()) opened[rows.GetString(0)] = rows.GetString(1);
        return opened;
    }
}
