using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Keeping;

/// <summary>Schedules and wards as they stand, and which case holds which slot or bed. Nothing is written for a slot that nobody holds.</summary>
internal sealed class CapacityProjection : IProjection
{
    public string Name => "capacity";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE schedules (id TEXT PRIMARY KEY, institution TEXT NOT NULL, department TEXT NOT NULL, practitioner TEXT, version INTEGER NOT NULL,
              state TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX schedules_of ON schedules (institution, department, id, version);
            CREATE INDEX schedules_by_practitioner ON schedules (practitioner, id, version) WHERE practitioner IS NOT NULL;
            CREATE TABLE wards (id TEXT PRIMARY KEY, institution TEXT NOT NULL, department TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX wards_of ON wards (institution, department, id, version);
            CREATE TABLE capacity_held (owner TEXT NOT NULL, day TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (owner, day, id)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category == ScheduleRules.Category)
        {
            var state = Fold(projecting, append, ScheduleRules.Aggregate, "SELECT state FROM schedules WHERE id=?1");
            projecting.Execute(
                "INSERT INTO schedules VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET version=excluded.version, state=excluded.state",
                append.Stream.Id, state.InstitutionId, state.Department, state.PractitionerId, append.Version, Json(state));
        }
        else if (append.Stream.Category == WardRules.Category)
        {
            var state = Fold(projecting, append, WardRules.Aggregate, "SELECT state FROM wards WHERE id=?1");
            projecting.Execute(
                "INSERT INTO wards VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET version=excluded.version, state=excluded.state",
                append.Stream.Id, state.InstitutionId, state.Department, append.Version, Json(state));
        }
    }

    /// <summary>A case that took a slot or bed, or gave it back; one that gives back what another holds by now changes nothing.</summary>
    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CapacityHeld held) return;
        var (owner, day) = held.Kind == CapacityKind.Bed
            ? (WardRules.WardOf(held.CapacityId), "")
            : SlotKey.TryParse(held.CapacityId, out var key) ? (key.ScheduleId, key.Day) : (null, "");
        if (owner is null) return;   // not one of ours: cases may hold what another system books
        if (held.Held)
            projecting.Execute(
                "INSERT INTO capacity_held VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET case_id=excluded.case_id", owner, day, held.CapacityId, held.CaseId);
        else
            projecting.Execute("DELETE FROM capacity_held WHERE owner=?1 AND day=?2 AND id=?3 AND case_id=?4", owner, day, held.CapacityId, held.CaseId);
    }

    private static TState Fold<TState, TEvent, TRefusal>(
        Projecting projecting, StoredAppend append, Aggregate<TState, TEvent, TRefusal> aggregate, string sql)
        where TState : class where TEvent : class where TRefusal : struct, Enum
    {
        var state = projecting.Scalar<string>(sql, append.Stream.Id) is { } json
            ? JsonSerializer.Deserialize<TState>(json, StoredJson.Options)!
            : aggregate.Initial;
        foreach (var fact in projecting.Facts(append, aggregate.Format)) state = aggregate.Evolve(state, fact);
        return state;
    }

    private static string Json<T>(T state) => JsonSerializer.Serialize(state, StoredJson.Options);
}
