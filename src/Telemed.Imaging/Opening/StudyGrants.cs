using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Opening;

/// <summary>Which live cases name which studies, and which institutions are joined to them: the doors that cases open.</summary>
internal sealed class StudyGrants : IProjection
{
    public string Name => "study-grants";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE study_grants (study TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (study, case_id)) STRICT, WITHOUT ROWID;
            CREATE INDEX study_grants_case ON study_grants (case_id);
            CREATE TABLE study_grant_parties (case_id TEXT NOT NULL, institution TEXT NOT NULL, PRIMARY KEY (institution, case_id)) STRICT, WITHOUT ROWID;
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
            projecting.Execute("INSERT OR IGNORE INTO study_grants (study, case_id) VALUES (?1, ?2)", study, changed.CaseId);
        foreach (string institution in changed.InstitutionIds)
            projecting.Execute("INSERT OR IGNORE INTO study_grant_parties (case_id, institution) VALUES (?1, ?2)", changed.CaseId, institution);
    }

    /// <summary>Live cases that name the study.</summary>
    public static IReadOnlyList<string> CasesOf(SqliteConnection db, string study) =>
        Column(db, "SELECT case_id FROM study_grants WHERE study = @key", study);

    /// <summary>Studies that live cases of the institution name.</summary>
    public static IReadOnlyList<string> StudiesOf(SqliteConnection db, string institution) => Column(db, """
        SELECT DISTINCT g.study FROM study_grant_parties p JOIN study_grants g USING (case_id) WHERE p.institution = @key
        """, institution);

    private static List<string> Column(SqliteConnection db, string sql, string key)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@key", key);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }
}
