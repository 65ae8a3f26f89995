using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Opening;

/// <summary>Which live cases name which studies, and which institutions are joined to them: the doors that cases open.</summary>
internal sealed class StudyGrants : IProjection
{
    public string Name => "study-grants";

    public int Version => 4;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE study_grants (study TEXT NOT NULL, case_id TEXT NOT NULL, patient_id TEXT NOT NULL, PRIMARY KEY (study, case_id)) STRICT, WITHOUT ROWID;
            CREATE INDEX study_grants_case ON study_grants (case_id);
            CREATE TABLE study_grant_parties (case_id TEXT NOT NULL, institution TEXT NOT NULL, joined INTEGER NOT NULL, PRIMARY KEY (institution, case_id)) STRICT, WITHOUT ROWID;
            CREATE INDEX study_grant_parties_case ON study_grant_parties (case_id);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseAccessChanged changed) return;
        projecting.Execute("DELETE FROM study_grants WHERE case_id = ?1", changed.CaseId);
        projecting.Execute("DELETE FROM study_grant_parties WHERE case_id = ?1", changed.CaseId);
        if (!changed.Open) return;
        foreach (string study in changed.StudyInstanceUids)
            projecting.Execute("INSERT OR IGNORE INTO study_grants (study, case_id, patient_id) VALUES (?1, ?2, ?3)", study, changed.CaseId, changed.PatientId);
        foreach (string institution in changed.InstitutionIds)
            projecting.Execute("INSERT OR IGNORE INTO study_grant_parties (case_id, institution, joined) VALUES (?1, ?2, 1)", changed.CaseId, institution);
        foreach (string institution in changed.OwnerIds ?? [])
            projecting.Execute("INSERT OR IGNORE INTO study_grant_parties (case_id, institution, joined) VALUES (?1, ?2, 0)", changed.CaseId, institution);
    }

    /// <summary>Live cases that name the study and to which its owner is joined: naming somebody else's study in a case opens nothing.</summary>
    public static IReadOnlyList<(string CaseId, string PatientId)> CasesOf(SqliteConnection db, string study, string owner) => Rows(db, """
        SELECT g.case_id, g.patient_id FROM study_grants g JOIN study_grant_parties p ON p.case_id = g.case_id AND p.institution = @owner WHERE g.study = @key
        """, study, row => (row.GetString(0), row.GetString(1)), ("@owner", owner));

    /// <summary>Studies named by live cases to which the institution is joined, each with everyone tied to its case: where its owner is among them, the case opens it.</summary>
    public static IReadOnlyList<(string Study, string Tied)> NamedFor(SqliteConnection db, string institution) => Rows(db, """
        SELECT DISTINCT g.study, tied.institution FROM study_grant_parties own JOIN study_grants g ON g.case_id = own.case_id JOIN study_grant_parties tied ON tied.case_id = own.case_id
        WHERE own.institution = @key AND own.joined = 1
        """, institution, row => (row.GetString(0), row.GetString(1)));

    /// <summary>Studies that a live case names.</summary>
    public static IReadOnlyList<string> NamedBy(SqliteConnection db, string caseId) => Rows(db, "SELECT study FROM study_grants WHERE case_id = @key ORDER BY study", caseId, row => row.GetString(0));

    private static List<T> Rows<T>(SqliteConnection db, string sql, string key, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, string Value)> more)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@key", key);
        foreach (var (name, value) in more) command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(row(rows));
        return found;
    }
}
