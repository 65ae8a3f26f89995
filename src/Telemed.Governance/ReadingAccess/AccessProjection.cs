using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Governance.ReadingAccess;

/// <summary>Who read what of whom, newest first per patient.</summary>
internal sealed class AccessProjection : IProjection
{
    public string Name => "access";

    public int Version => 2;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE patient_reads (id INTEGER PRIMARY KEY, patient TEXT NOT NULL, at TEXT NOT NULL, account TEXT NOT NULL, institution TEXT, what TEXT NOT NULL, purpose TEXT NOT NULL, case_id TEXT);
            CREATE INDEX patient_reads_of ON patient_reads (patient, id DESC);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != AccessStream.Aggregate.Category) return;
        foreach (var fact in projecting.Facts(append, AccessStream.Aggregate.Format))
            if (fact is AccessEvent.PatientDataRead read)
                Keep(projecting, read.PatientId, append.Context.At, append.Context.Actor.Id, append.Context.Actor.InstitutionId, read.What, read.Purpose, read.CaseId);
    }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is PatientReadInCase read) Keep(projecting, read.PatientId, read.At, read.AccountId, read.InstitutionId, read.What, read.Purpose, read.CaseId);
    }

    private static void Keep(Projecting projecting, string patientId, DateTimeOffset at, string account, string? institution, string what, string purpose, string? caseId) =>
        projecting.Execute("INSERT INTO patient_reads (patient, at, account, institution, what, purpose, case_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            patientId, at, account, institution, what, purpose, caseId);
}
