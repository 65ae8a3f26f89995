using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Keeping;

/// <summary>A schedule or ward of the read model.</summary>
internal sealed record Entry<TState>(string Id, long Version, TState State);

/// <summary>Reads the tables of capacity. States are parsed once for each version and kept: a thousand schedules are looked through in a moment.</summary>
internal sealed class CapacityTables(ProjectionEngine readModel)
{
    private readonly ConcurrentDictionary<string, Entry<ScheduleState>> schedules = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry<WardState>> wards = new(StringComparer.Ordinal);

    /// <summary>Null when unknown.</summary>
    public Entry<ScheduleState>? Schedule(string id) => Schedules("id=@a", id, null).FirstOrDefault();

    /// <summary>Those of an institution, or of one of its departments; every one there is without an institution.</summary>
    public IReadOnlyList<Entry<ScheduleState>> Schedules(string? institutionId, string? department) => institutionId is null
        ? Schedules("@b IS NULL OR department=@b", null, department)
        : Schedules(department is null ? "institution=@a" : "institution=@a AND department=@b", institutionId, department);

    /// <summary>Those in which a practitioner sits.</summary>
    public IReadOnlyList<Entry<ScheduleState>> SchedulesOf(string practitionerId) => Schedules("practitioner=@a", practitionerId, null);

    /// <summary>Null when unknown.</summary>
    public Entry<WardState>? Ward(string id) => Wards("id=@a", id, null).FirstOrDefault();

    /// <summary>Those of an institution, or of one of its departments; every one there is without an institution.</summary>
    public IReadOnlyList<Entry<WardState>> Wards(string? institutionId, string? department) => institutionId is null
        ? Wards("@b IS NULL OR department=@b", null, department)
        : Wards(department is null ? "institution=@a" : "institution=@a AND department=@b", institutionId, department);

    /// <summary>Cases by the slots they hold from one local day to another, inclusive.</summary>
    public Dictionary<SlotKey, string> HeldSlots(IReadOnlyCollection<string> scheduleIds, DateOnly from, DateOnly to)
    {
        var held = new Dictionary<SlotKey, string>();
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id, case_id FROM capacity_held WHERE owner IN (SELECT value FROM json_each(@owners)) AND day BETWEEN @from AND @to";
        command.Parameters.AddWithValue("@owners", JsonSerializer.Serialize(scheduleIds));
        command.Parameters.AddWithValue("@from", SlotKey.DayOf(from));
        command.Parameters.AddWithValue("@to", SlotKey.DayOf(to));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            if (SlotKey.TryParse(rows.GetString(0), out var key)) held[key] = rows.GetString(1);
        return held;
    }

    /// <summary>Cases by the beds of a ward they hold.</summary>
    public Dictionary<string, string> HeldBeds(string wardId)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id, case_id FROM capacity_held WHERE owner=@owner AND day=''";
        command.Parameters.AddWithValue("@owner", wardId);
        using var rows = command.ExecuteReader();
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.Read()) held[rows.GetString(0)] = rows.GetString(1);
        return held;
    }

    private List<Entry<ScheduleState>> Schedules(string where, string? a, string? b) => Entries("schedules", where, a, b, schedules);

    private List<Entry<WardState>> Wards(string where, string? a, string? b) => Entries("wards", where, a, b, wards);

    private List<Entry<TState>> Entries<TState>(string table, string where, string? a, string? b, ConcurrentDictionary<string, Entry<TState>> known)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT id, version FROM {table} WHERE {where}";
        if (where.Contains("@a", StringComparison.Ordinal)) command.Parameters.AddWithValue("@a", a);
        if (where.Contains("@b", StringComparison.Ordinal)) command.Parameters.AddWithValue("@b", b ?? (object)DBNull.Value);
        using var rows = command.ExecuteReader();
        var found = new List<Entry<TState>>();
        while (rows.Read())
        {
            var (id, version) = (rows.GetString(0), rows.GetInt64(1));
            if (!known.TryGetValue(id, out var entry) || entry.Version != version) known[id] = entry = Load<TState>(db, table, id);
            found.Add(entry);
        }
        return found;
    }

    // may be a version newer than the list said: that is no harm
    private static Entry<TState> Load<TState>(SqliteConnection db, string table, string id)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT version, state FROM {table} WHERE id=@id";
        command.Parameters.AddWithValue("@id", id);
        using var row = command.ExecuteReader();
        row.Read();
        return new(id, row.GetInt64(0), JsonSerializer.Deserialize<TState>(row.GetString(1), StoredJson.Options)!);
    }
}
