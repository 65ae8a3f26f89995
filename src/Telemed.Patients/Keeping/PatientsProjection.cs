using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Patients.Keeping;

/// <summary>Which version of whom holds, whose documents are whose, and which institutions have to do with a patient.</summary>
internal sealed class PatientsProjection(PatientCache cache) : IProjection
{
    public string Name => "patients";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE patients (id TEXT PRIMARY KEY, version INTEGER NOT NULL, record TEXT, checked INTEGER NOT NULL, guardian INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE patient_documents (key TEXT PRIMARY KEY, patient TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX patient_documents_of ON patient_documents (patient);
            CREATE TABLE patient_institutions (institution TEXT NOT NULL, patient TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (institution, patient)) STRICT, WITHOUT ROWID;
            CREATE INDEX patient_institutions_recent ON patient_institutions (institution, at DESC, patient);
            CREATE INDEX patient_institutions_of ON patient_institutions (patient);
            CREATE TABLE patient_cases (case_id TEXT NOT NULL, institution TEXT NOT NULL, patient TEXT NOT NULL, PRIMARY KEY (case_id, institution)) STRICT, WITHOUT ROWID;
            CREATE INDEX patient_cases_of ON patient_cases (patient, institution);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != PatientRules.Category) return;
        var id = append.Stream.Id;
        foreach (var fact in projecting.Facts(append, PatientRules.Aggregate.Format)) Apply(projecting, id, append, fact);
        projecting.Execute("UPDATE patients SET version=?2 WHERE id=?1", id, append.Version);
        cache.Changed(id, append.Version);
    }

    /// <summary>A live case joins its institutions to the patient; its end takes them away again.</summary>
    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseAccessChanged access) return;
        projecting.Execute("DELETE FROM patient_cases WHERE case_id=?1", access.CaseId);
        if (!access.Open) return;
        foreach (var institution in access.InstitutionIds)
            projecting.Execute("INSERT OR IGNORE INTO patient_cases VALUES (?1, ?2, ?3)", access.CaseId, institution, access.PatientId);
    }

    private static void Apply(Projecting projecting, string id, StoredAppend append, PatientEvent fact)
    {
        switch (fact)
        {
            case PatientEvent.Registered e:
                projecting.Execute("INSERT INTO patients VALUES (?1, ?2, ?3, ?4, 0)", id, append.Version, e.Record, e.Verification == Verification.None ? 0 : 1);
                Document(projecting, id, e.Document);
                break;
            case PatientEvent.Presented e:
                projecting.Execute("INSERT OR IGNORE INTO patient_institutions VALUES (?1, ?2, ?3)", e.InstitutionId, id, append.Context.At);
                break;
            case PatientEvent.DocumentLinked e:
                Document(projecting, id, e.Document);
                Record(projecting, id, e.Record);
                break;
            case PatientEvent.GuardianNamed e:
                projecting.Execute("UPDATE patients SET guardian=1 WHERE id=?1", id);
                Record(projecting, id, e.Record);
                break;
            case PatientEvent.Corrected e:
                Record(projecting, id, e.Record);
                break;
            case PatientEvent.IdentityVerified or PatientEvent.IdentityExcepted:
                projecting.Execute("UPDATE patients SET checked=1 WHERE id=?1", id);
                break;
            case PatientEvent.Erased:
                projecting.Execute("UPDATE patients SET record=NULL, guardian=0 WHERE id=?1", id);
                projecting.Execute("DELETE FROM patient_documents WHERE patient=?1", id);
                projecting.Execute("DELETE FROM patient_institutions WHERE patient=?1", id);
                break;
        }
    }

    private static void Document(Projecting projecting, string id, DocumentRef document) =>
        projecting.Execute("INSERT OR IGNORE INTO patient_documents VALUES (?1, ?2)", document.Key, id);

    private static void Record(Projecting projecting, string id, string record) =>
        projecting.Execute("UPDATE patients SET record=?2 WHERE id=?1", id, record);
}
