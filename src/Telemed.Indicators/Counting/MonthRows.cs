using Microsoft.Data.Sqlite;
using SQLitePCL;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Indicators.Counting;

/// <summary>How many units of a month have one value in one cell.</summary>
internal readonly record struct CountRow(int Cell, long Value, int N);

/// <summary>Reads the figures of a rule month by month; a month in which nothing changed is not read again.</summary>
internal sealed class MonthRows(ProjectionEngine engine, Book book)
{
    private const int MonthsInMemory = 3000;
    private readonly Lock gate = new();
    private readonly RecentlyUsed<(int Measure, int Month), (long Changes, CountRow[] Rows)> kept = new(MonthsInMemory);
    private int generation;

    /// <summary>Months that have units, with their rows; in order.</summary>
    public List<(int Month, CountRow[] Rows)> Of(int measure, int from, int to)
    {
        using var db = engine.OpenReader();
        using var transaction = db.BeginTransaction(deferred: true);   // counter and rows of one moment
        var found = new List<(int, CountRow[])>();
        foreach (var (month, changes) in Changes(db, measure, from, to)) found.Add((month, Rows(db, measure, month, changes)));
        return found;
    }

    private CountRow[] Rows(SqliteConnection db, int measure, int month, long changes)
    {
        lock (gate)
        {
            if (generation != book.Generation) kept.Clear();
            generation = book.Generation;
            if (kept.TryGet((measure, month), out var known) && known.Changes == changes) return known.Rows;
        }
        var rows = Read(db, measure, month);
        lock (gate) kept.Set((measure, month), (changes, rows));
        return rows;
    }

    private static List<(int Month, long Changes)> Changes(SqliteConnection db, int measure, int from, int to)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT month, n FROM indicator_changes WHERE measure=@measure AND month BETWEEN @from AND @to ORDER BY month";
        command.Parameters.AddWithValue("@measure", measure);
        command.Parameters.AddWithValue("@from", from);
        command.Parameters.AddWithValue("@to", to);
        using var rows = command.ExecuteReader();
        var found = new List<(int, long)>();
        while (rows.Read()) found.Add((rows.GetInt32(0), rows.GetInt64(1)));
        return found;
    }

    /// <summary>Without the provider's reader: a month of a whole region is tens of thousands of rows.</summary>
    private static CountRow[] Read(SqliteConnection db, int measure, int month)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(
            db.Handle, "SELECT cell, value, n FROM indicator_counts WHERE measure=?1 AND month=?2 AND n<>0", out var statement), db.Handle);
        using var closing = statement;
        raw.sqlite3_bind_int(statement, 1, measure);
        raw.sqlite3_bind_int(statement, 2, month);
        var rows = new List<CountRow>();
        int step;
        while ((step = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            rows.Add(new(raw.sqlite3_column_int(statement, 0), raw.sqlite3_column_int64(statement, 1), raw.sqlite3_column_int(statement, 2)));
        if (step != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(step, db.Handle);
        return [.. rows];
    }
}
