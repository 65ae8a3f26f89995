using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Studies;

/// <summary>Links, emergency accesses and matches of patients, as the doors ask for them.</summary>
internal sealed class StudyDoors : IProjection
{
    public string Name => "study-doors";

    public int Version => 2;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE study_shares (token TEXT PRIMARY KEY, study TEXT NOT NULL, share TEXT NOT NULL, institution TEXT, purpose TEXT NOT NULL, at TEXT NOT NULL,
              expires TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX study_shares_of ON study_shares (study);
            CREATE TABLE study_emergencies (access TEXT PRIMARY KEY, study TEXT NOT NULL, account TEXT NOT NULL, institution TEXT NOT NULL, reason TEXT NOT NULL,
              note TEXT NOT NULL, at TEXT NOT NULL, until TEXT NOT NULL, justified INTEGER, comment TEXT) STRICT, WITHOUT ROWID;
            CREATE INDEX study_emergencies_account ON study_emergencies (account, until);
            CREATE INDEX study_emergencies_open ON study_emergencies (justified, at);
            CREATE TABLE study_patients (study TEXT PRIMARY KEY, patient TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX study_patients_of ON study_patients (patient);
            CREATE TABLE study_peers (institution TEXT NOT NULL, study TEXT NOT NULL, sender TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (institution, study, sender)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != StudyRules.Category) return;
        string study = append.Stream.Id;
        foreach (var fact in projecting.Facts(append, StudyRules.Aggregate.Format))
        {
            switch (fact)
            {
                case StudyEvent.Shared e:
                    projecting.Execute("INSERT INTO study_shares (token, study, share, institution, purpose, at, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        e.TokenHash, study, e.ShareId, append.Context.Actor.InstitutionId, e.Purpose, append.Context.At, e.ExpiresAt);
                    break;
                case StudyEvent.ShareRevoked e:
                    projecting.Execute("DELETE FROM study_shares WHERE study = ?1 AND share = ?2", study, e.ShareId);
                    break;
                case StudyEvent.GlassBroken e:
                    projecting.Execute("INSERT INTO study_emergencies (access, study, account, institution, reason, note, at, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                        e.AccessId, study, e.AccountId, e.InstitutionId, e.Reason.ToString(), e.Note, e.At, e.Until);
                    break;
                case StudyEvent.EmergencyReviewed e:
                    projecting.Execute("UPDATE study_emergencies SET justified = ?1, comment = ?2 WHERE access = ?3", e.Justified ? 1L : 0L, e.Comment, e.AccessId);
                    break;
                case StudyEvent.PatientMatched e:
                    projecting.Execute("INSERT OR REPLACE INTO study_patients (study, patient) VALUES (?1, ?2)", study, e.PatientId);
                    break;
                case StudyEvent.OpenedByPeer e:
                    projecting.Execute("INSERT OR REPLACE INTO study_peers (institution, study, sender, until) VALUES (?1, ?2, ?3, ?4)", e.InstitutionId, study, e.SenderId, e.Until);
                    break;
                case StudyEvent.PatientUnmatched:
                    projecting.Execute("DELETE FROM study_patients WHERE study = ?1", study);
                    break;
            }
        }
    }

    /// <summary>The study a link opens now; null when the link is none, or over.</summary>
    public static string? SharedBy(SqliteConnection db, string tokenHash, DateTimeOffset now) => Texts(db,
        "SELECT study FROM study_shares WHERE token = @a AND expires > @b", tokenHash, Sorted(now)) is [var study] ? study : null;

    /// <summary>Studies that a person opened in an emergency and may still see.</summary>
    public static IReadOnlyList<string> OpenedInEmergency(SqliteConnection db, string account, DateTimeOffset now) =>
        Texts(db, "SELECT DISTINCT study FROM study_emergencies WHERE account = @a AND until > @b", account, Sorted(now));

    /// <summary>Studies that other platforms sent for an institution and it may still see, with the institution in whose name they came.</summary>
    public static IReadOnlyList<(string Study, string Sender)> SentFor(SqliteConnection db, string institution, DateTimeOffset now) =>
        [.. Texts(db, "SELECT study || ' ' || sender FROM study_peers WHERE institution = @a AND until > @b", institution, Sorted(now)).Select(row => row.Split(' ', 2)).Select(row => (row[0], row[1]))];

    /// <summary>Every study by which a patient was matched.</summary>
    public static IReadOnlyList<string> StudiesOf(SqliteConnection db, string patient) => Texts(db, "SELECT study FROM study_patients WHERE patient = @a", patient, "");

    /// <summary>By which of the studies a patient was matched; null when none was.</summary>
    public static string? MatchedAmong(SqliteConnection db, IEnumerable<string> studies) => Texts(db,
        "SELECT study FROM study_patients WHERE study IN (SELECT value FROM json_each(@a)) LIMIT 1", System.Text.Json.JsonSerializer.Serialize(studies), "") is [var study] ? study : null;

    /// <summary>The patient to whom this very study was matched.</summary>
    public static string? PatientOf(SqliteConnection db, string study) => Texts(db, "SELECT patient FROM study_patients WHERE study = @a", study, "") is [var patient] ? patient : null;

    /// <summary>UTC text that sorts by time, as the read model keeps it.</summary>
    public static string Sorted(DateTimeOffset at) => at.ToUniversalTime().ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static List<string> Texts(SqliteConnection db, string sql, string a, string b)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@a", a);
        command.Parameters.AddWithValue("@b", b);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }
}
