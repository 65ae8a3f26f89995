using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Cases.Listing;

/// <summary>Tables of lists, counters and clocks; the projection of each context fills them through <see cref="CaseLists"/>.</summary>
/// <remarks>A list is named by number and its order is made of numbers: each step of a case moves it in about seven lists.</remarks>
public sealed class CaseTables : IProjection
{
    /// <inheritdoc/>
    public string Name => "cases";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE case_boxes (box INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
            CREATE TABLE case_places (box INTEGER NOT NULL, state INTEGER NOT NULL, kind INTEGER NOT NULL, rank INTEGER NOT NULL, sort INTEGER NOT NULL, id TEXT NOT NULL,
              PRIMARY KEY (box, state, kind, rank, sort, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE case_counts (box INTEGER NOT NULL, state INTEGER NOT NULL, kind INTEGER NOT NULL, rank INTEGER NOT NULL, n INTEGER NOT NULL,
              PRIMARY KEY (box, state, kind, rank)) STRICT, WITHOUT ROWID;
            CREATE TABLE case_clocks (category TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (id, name)) STRICT, WITHOUT ROWID;
            CREATE INDEX case_clocks_due ON case_clocks (due, id, name);
            """;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Apply(Projecting projecting, StoredAppend append) { }
}
