using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Indicators.Targeting;

/// <summary>A target as lists show it.</summary>
public sealed record TargetView(int Year, string Code, string Scope, decimal Value, string Approver, int Version);

/// <summary>The targets in force, one row each.</summary>
internal static class TargetRows
{
    public const string Tables = """
        CREATE TABLE indicator_targets (year INTEGER NOT NULL, code TEXT NOT NULL, scope TEXT NOT NULL, value TEXT NOT NULL, approver TEXT NOT NULL, version INTEGER NOT NULL,
          dropped INTEGER NOT NULL, PRIMARY KEY (year, code, scope)) STRICT, WITHOUT ROWID;
        """;

    public static void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != TargetRules.Category) return;
        var year = int.Parse(append.Stream.Id, CultureInfo.InvariantCulture);
        foreach (var fact in projecting.Facts(append, TargetRules.Aggregate.Format))
        {
            if (fact is TargetEvent.Set set)
                projecting.Execute("""
                    INSERT INTO indicator_targets VALUES (?1, ?2, ?3, ?4, ?5, 1, 0)
                    ON CONFLICT (year, code, scope) DO UPDATE SET value=excluded.value, approver=excluded.approver, version=version+1, dropped=0
                    """, year, set.Code, set.Scope, set.Value.ToString(CultureInfo.InvariantCulture), set.Approver);
            else if (fact is TargetEvent.Dropped dropped)
                projecting.Execute("UPDATE indicator_targets SET dropped=1 WHERE year=?1 AND code=?2 AND scope=?3", year, dropped.Code, dropped.Scope);
        }
    }

    public static List<TargetView> Of(SqliteConnection db, int year)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT code, scope, value, approver, version FROM indicator_targets WHERE year=@year AND dropped=0 ORDER BY code, scope";
        command.Parameters.AddWithValue("@year", year);
        using var rows = command.ExecuteReader();
        var found = new List<TargetView>();
        while (rows.Read())
            found.Add(new(year, rows.GetString(0), rows.GetString(1), decimal.Parse(rows.GetString(2), CultureInfo.InvariantCulture), rows.GetString(3), rows.GetInt32(4)));
        return found;
    }
}
