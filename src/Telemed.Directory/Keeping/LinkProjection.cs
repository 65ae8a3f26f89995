using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Directory.Links;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Directory.Keeping;

/// <summary>What passed between two institutions, by day and kind, and when last; in either direction. Who is tertiary-A or of a county is asked when it is read: grades change.</summary>
internal sealed class LinkProjection : IProjection
{
    private const string Count = """
        INSERT INTO link_days (one, other, day, kind, n) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (one, other, day, kind) DO UPDATE SET n=n+excluded.n
        """;

    private const string Last = """
        INSERT INTO link_last (one, other, at, kind) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (one, other) DO UPDATE SET at=excluded.at, kind=excluded.kind WHERE excluded.at >= at
        """;

    /// <summary>Changes nothing for a study that went the same way on the same day: it is asked for and announced again and again.</summary>
    private const string Went = """
        INSERT INTO link_studies (study, sender, receiver, day) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (study, sender, receiver) DO UPDATE SET day=excluded.day WHERE excluded.day <> day
        """;

    public string Name => "links";

    public int Version => 2;

    /// <summary>The two of a pair in the order of the tables.</summary>
    public static (string One, string Other) Pair(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE link_days (one TEXT NOT NULL, other TEXT NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (one, other, day, kind)) STRICT, WITHOUT ROWID;
            CREATE TABLE link_last (one TEXT NOT NULL, other TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID;
            CREATE INDEX link_last_of ON link_last (other, one);
            CREATE TABLE link_studies (study TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (study, sender, receiver)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        var use = fact switch
        {
            CaseStep step => LinkUse.Of(step),
            StudyExchanged study when LinkUse.Of(study) is { } went && projecting.Change(Went, study.StudyInstanceUid, went.FromId, went.ToId, Day(ChinaTime.Day(went.At))) > 0 => went,
            _ => null,
        };
        if (use is null) return;
        var (one, other) = Pair(use.FromId, use.ToId);
        projecting.Add(Count, 1, one, other, Day(ChinaTime.Day(use.At)), use.Kind.ToString());
        projecting.Execute(Last, one, other, use.At, use.Kind.ToString());
    }
}
