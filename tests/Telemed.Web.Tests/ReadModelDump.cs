using Microsoft.Data.Sqlite;

namespace Telemed.Web.Tests;

/// <summary>Every row of every table of a read model, so that two can be compared.</summary>
internal static class ReadModelDump
{
    public static SortedDictionary<string, List<string>> Of(string file)
    {
        using var db = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        db.Open();
        var dump = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in Rows(db, "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"))
            dump[table] = [.. Rows(db, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal)];
        return dump;
    }

    private static List<string> Rows(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
            found.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i) is byte[] blob ? Convert.ToHexString(blob) : Convert.ToString(rows.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return found;
    }
}
