using Microsoft.Data.Sqlite;
using Telemed.ReadModel;

namespace Telemed.Cases.Listing;

/// <summary>How many cases of a list stand in one state, kind and rank.</summary>
public readonly record struct CountCell(int State, int Kind, int Rank, long N);

/// <summary>Reads the counters of one list.</summary>
public sealed class CaseCounts(ProjectionEngine engine)
{
    /// <summary>Cells that are not empty.</summary>
    public List<CountCell> Of(string box)
    {
        using var db = engine.OpenReader();
        return Of(db, box);
    }

    internal static List<CountCell> Of(SqliteConnection db, string box)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT state, kind, rank, n FROM case_counts WHERE box=(SELECT box FROM case_boxes WHERE name=@name) AND n>0";
        command.Parameters.AddWithValue("@name", box);
        using var rows = command.ExecuteReader();
        var cells = new List<CountCell>();
        while (rows.Read()) cells.Add(new(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt64(3)));
        return cells;
    }
}
