using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>Sums per case, with a ring for each fact and a published fact for every tenth.</summary>
internal sealed class TallyProjection(int version = 1) : IProjection
{
    public sealed record Reached(string Case, int Sum);

    public string Name => "tally";

    public int Version => version;

    /// <summary>Called before each fact; a test breaks or counts here.</summary>
    public Action<StoredAppend>? Before { get; set; }

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE tally (id TEXT PRIMARY KEY, sum INTEGER NOT NULL, applied INTEGER NOT NULL, changed TEXT NOT NULL);
            CREATE TABLE reached (id INTEGER PRIMARY KEY AUTOINCREMENT, tally TEXT NOT NULL, sum INTEGER NOT NULL);
            CREATE VIRTUAL TABLE words USING fts5(word);
            CREATE VIEW top AS SELECT max(sum) AS sum FROM tally;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != "case") return;
        Before?.Invoke(append);
        projecting.Knock("all", append.Context.At);
        foreach (var fact in projecting.Facts(append, Tally.Kind.Format).OfType<TallyEvent.Counted>())
        {
            projecting.Execute("""
                INSERT INTO tally VALUES (@id, @by, 1, @at)
                ON CONFLICT DO UPDATE SET sum = sum + @by, applied = applied + 1, changed = @at
                """, append.Stream.Id, fact.By, append.Context.At);
            var sum = projecting.Scalar<int>("SELECT sum FROM tally WHERE id=?1", append.Stream.Id);
            projecting.Ring($"case:{append.Stream.Id}", "counted", append.Context.At, new { Sum = sum, Note = "转诊", None = (string?)null });
            if (sum % 10 == 0) projecting.Publish(new Reached(append.Stream.Id, sum));
        }
    }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is Reached reached) projecting.Execute("INSERT INTO reached (tally, sum) VALUES (?1, ?2)", reached.Case, reached.Sum);
    }
}
