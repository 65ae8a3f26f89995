using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Sending.Destinations;

/// <summary>Destinations kept through the page.</summary>
internal sealed class KeptDestinations : IProjection
{
    public string Name => "imaging-destinations";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "CREATE TABLE imaging_destinations (id TEXT PRIMARY KEY, ae_title TEXT, kept TEXT NOT NULL) STRICT, WITHOUT ROWID";
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != DestinationRules.Category) return;
        foreach (var fact in projecting.Facts(append, DestinationRules.Aggregate.Format))
        {
            if (fact is DestinationEvent.Kept kept)
                projecting.Execute("INSERT OR REPLACE INTO imaging_destinations (id, ae_title, kept) VALUES (?1, ?2, ?3)", append.Stream.Id, kept.AeTitle, JsonSerializer.Serialize(kept, StoredJson.Options));
            else
                projecting.Execute("DELETE FROM imaging_destinations WHERE id = ?1", append.Stream.Id);
        }
    }

    public static IReadOnlyList<(string Id, DestinationEvent.Kept Kept)> All(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id, kept FROM imaging_destinations ORDER BY id";
        using var rows = command.ExecuteReader();
        var all = new List<(string, DestinationEvent.Kept)>();
        while (rows.Read()) all.Add((rows.GetString(0), JsonSerializer.Deserialize<DestinationEvent.Kept>(rows.GetString(1), StoredJson.Options)!));
        return all;
    }
}
