using System.Text.Json;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Recognition.Keeping;

/// <summary>Follows a small table of the read model in memory: rows <c>(seq, id, json)</c>, where a changed row gets a new number.</summary>
/// <param name="set">Takes a new or changed row.</param>
/// <param name="clear">Everything so far is void: the read model was made anew.</param>
internal sealed class Replica<TRow>(ProjectionEngine readModel, string table, Action<string, TRow> set, Action clear)
{
    private readonly Lock gate = new();
    private long last;
    private long seen = -1;

    /// <summary>Reads what has changed since; without a question to the tables when nothing has.</summary>
    public void Refresh()
    {
        var revision = readModel.Revision(table) ?? -1;   // before the tables: what is committed after it makes another
        if (revision >= 0 && revision == Volatile.Read(ref seen)) return;
        Read();
        Volatile.Write(ref seen, revision);
    }

    private void Read()
    {
        lock (gate)
        {
            using var db = readModel.OpenReader();
            using var command = db.CreateCommand();
            command.CommandText = $"SELECT coalesce(max(seq), 0) FROM {table}";
            var newest = (long)command.ExecuteScalar()!;
            if (newest == last) return;
            if (newest < last)
            {
                clear();
                last = 0;
            }
            command.CommandText = $"SELECT seq, id, json FROM {table} WHERE seq>@last ORDER BY seq";
            command.Parameters.AddWithValue("@last", last);
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                set(rows.GetString(1), JsonSerializer.Deserialize<TRow>(rows.GetString(2), StoredJson.Options)!);
                last = rows.GetInt64(0);
            }
        }
    }

    /// <summary>The table, for a projection's <c>CreateTables</c>.</summary>
    public static string Create(string table) => $"CREATE TABLE {table} (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL) STRICT;";

    /// <summary>Writes a row under a new number.</summary>
    public static void Write(Projecting projecting, string table, string id, TRow row)
    {
        var next = projecting.Scalar<long>($"SELECT max(seq) FROM {table}") + 1;
        projecting.Execute($"DELETE FROM {table} WHERE id=?1", id);
        projecting.Execute($"INSERT INTO {table} (seq, id, json) VALUES (?1, ?2, ?3)", next, id, JsonSerializer.Serialize(row, StoredJson.Options));
        projecting.Changed(table);
    }
}
