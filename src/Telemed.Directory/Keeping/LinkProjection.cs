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

    public string Name => "links";

    public int Version => 1;

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
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseStep step || LinkUse.Of(step) is not { } use) return;
        var (one, other) = Pair(use.FromId, use.ToId);
        projecting.Add(Count, 1, one, other, Day(ChinaTime.Day(use.At)), use.Kind.ToString());
        projecting.Execute(Last, one, other, use.At, use.Kind.ToString());
    }
}
