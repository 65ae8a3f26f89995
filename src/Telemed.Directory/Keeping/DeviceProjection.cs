using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Directory.Keeping;

/// <summary>One row per device; knocks where somebody may sit in a session on a device that was taken out of use.</summary>
/// <remarks>Not in the memory of the node as the rest of the directory is: browsers are many, and only lists ask for them.</remarks>
internal sealed class DeviceProjection : IProjection
{
    public string Name => "devices";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE devices (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, institution TEXT NOT NULL, account TEXT, slot INTEGER, kind TEXT NOT NULL, standing TEXT NOT NULL,
              name TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
            CREATE INDEX devices_at ON devices (institution, seq);
            CREATE INDEX devices_of ON devices (account, seq) WHERE account IS NOT NULL;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != DeviceRules.Category) return;
        var id = append.Stream.Id;
        var state = projecting.Scalar<string>("SELECT state FROM devices WHERE id=?1", id) is { } json
            ? JsonSerializer.Deserialize<DeviceState>(json, StoredJson.Options)!
            : DeviceRules.Initial;
        foreach (var fact in projecting.Facts(append, DeviceRules.Aggregate.Format))
        {
            state = DeviceRules.Evolve(state, fact);
            if (fact is DeviceEvent.Blocked or DeviceEvent.Retired) projecting.Knock($"device:{id}", append.Context.At);
        }
        if (state.Card is not { } card) return;
        projecting.Execute("""
            INSERT INTO devices (id, institution, account, slot, kind, standing, name, version, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (id) DO UPDATE SET institution=excluded.institution, standing=excluded.standing, name=excluded.name, version=excluded.version, state=excluded.state
            """,
            id, card.InstitutionId, card.AccountId, card.Slot, card.Kind.ToString(), state.Standing.ToString(), card.Name, append.Version, JsonSerializer.Serialize(state, StoredJson.Options));
    }
}
