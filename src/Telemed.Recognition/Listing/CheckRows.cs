using Microsoft.Data.Sqlite;
using Telemed.ReadModel;

namespace Telemed.Recognition.Listing;

/// <summary>Reads rows of checks, and which were asked when.</summary>
internal sealed class CheckRows(ProjectionEngine engine)
{
    /// <summary>In this order.</summary>
    public List<CheckRow> Of(IEnumerable<string> ids)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT row FROM recognition_checks WHERE id=@id";
        var id = command.Parameters.Add("@id", SqliteType.Text);
        var rows = new List<CheckRow>();
        foreach (var one in ids)
        {
            id.Value = one;
            if (command.ExecuteScalar() is byte[] json) rows.Add(CheckRow.FromJson(json));
        }
        return rows;
    }

    /// <summary>Checks answered by a region's catalogue in a span of time, newest first.</summary>
    public List<string> Asked(string region, DateTimeOffset from, DateTimeOffset to, int limit)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id FROM recognition_asked WHERE at>=@from AND at<@to AND region=@region ORDER BY at DESC LIMIT @limit";
        command.Parameters.AddWithValue("@from", from.ToUniversalTime());
        command.Parameters.AddWithValue("@to", to.ToUniversalTime());
        command.Parameters.AddWithValue("@region", region);
        command.Parameters.AddWithValue("@limit", limit);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }
}
