using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Directory.Devices;

/// <summary>One row of the register.</summary>
/// <param name="Seq">Counts up in the order of registration.</param>
internal sealed record DeviceRow(long Seq, string Id, long Version, DeviceState State);

/// <summary>Which devices are asked for; null asks for all.</summary>
internal sealed record DeviceFilter(string? InstitutionId, string? AccountId, DeviceKind? Kind, DeviceStanding? Standing, string? Text);

/// <summary>The register as this node's read model has it.</summary>
internal sealed class DeviceRows(ProjectionEngine readModel)
{
    /// <summary>Newest first, behind a place.</summary>
    public List<DeviceRow> Read(DeviceFilter filter, long? behind, int limit)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        var sql = new StringBuilder("SELECT seq, id, version, state FROM devices WHERE true");
        And(" AND seq < @behind", "@behind", behind);
        And(" AND institution = @institution", "@institution", filter.InstitutionId);
        And(" AND account = @account", "@account", filter.AccountId);
        And(" AND kind = @kind", "@kind", filter.Kind?.ToString());
        And(" AND standing = @standing", "@standing", filter.Standing?.ToString());
        And(" AND instr(name, @text) > 0", "@text", string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim());
        command.CommandText = sql.Append(" ORDER BY seq DESC LIMIT @limit").ToString();
        command.Parameters.AddWithValue("@limit", limit);
        using var row = command.ExecuteReader();
        var found = new List<DeviceRow>();
        while (row.Read()) found.Add(new(row.GetInt64(0), row.GetString(1), row.GetInt64(2), JsonSerializer.Deserialize<DeviceState>(row.GetString(3), StoredJson.Options)!));
        return found;

        void And(string condition, string name, object? value)
        {
            if (value is null) return;
            sql.Append(condition);
            command.Parameters.AddWithValue(name, value);
        }
    }

    /// <summary>Places of an account that its apps hold.</summary>
    public HashSet<int> SlotsOf(string accountId)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT slot FROM devices WHERE account = @account AND slot IS NOT NULL AND standing <> @retired";
        command.Parameters.AddWithValue("@account", accountId);
        command.Parameters.AddWithValue("@retired", nameof(DeviceStanding.Retired));
        using var row = command.ExecuteReader();
        var slots = new HashSet<int>();
        while (row.Read()) slots.Add(row.GetInt32(0));
        return slots;
    }
}
