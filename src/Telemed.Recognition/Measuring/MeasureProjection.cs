using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Recognition.Measuring;

/// <summary>Counts every step of every check by month and cell; a decision that is taken back is counted out again where it was counted in.</summary>
internal sealed class MeasureProjection : IProjection
{
    private const int CellsInMemory = 20_000;

    public string Name => "recognitionMeasures";

    public int Version => 2;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE recognition_cells (cell INTEGER PRIMARY KEY, institution TEXT NOT NULL, area TEXT NOT NULL, item TEXT NOT NULL, relation TEXT NOT NULL,
              specialty TEXT NOT NULL, reason TEXT NOT NULL, UNIQUE (institution, item, relation, specialty, reason)) STRICT;
            CREATE TABLE recognition_counts (month INTEGER NOT NULL, measure INTEGER NOT NULL, cell INTEGER NOT NULL, n INTEGER NOT NULL,
              PRIMARY KEY (month, measure, cell)) STRICT, WITHOUT ROWID;
            CREATE TABLE recognition_moments (measure INTEGER NOT NULL, month INTEGER NOT NULL, at TEXT NOT NULL, check_id TEXT NOT NULL, item TEXT NOT NULL,
              cell INTEGER NOT NULL, number TEXT NOT NULL, scope INTEGER NOT NULL, PRIMARY KEY (measure, month, at, check_id, item)) STRICT, WITHOUT ROWID;
            CREATE TABLE recognition_standing (check_id TEXT NOT NULL, no INTEGER NOT NULL, measure INTEGER NOT NULL, at TEXT NOT NULL, item TEXT NOT NULL, cell INTEGER NOT NULL,
              saved INTEGER NOT NULL, fen INTEGER NOT NULL, PRIMARY KEY (check_id, no)) STRICT, WITHOUT ROWID;
            CREATE TABLE recognition_looked (check_id TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (check_id, item)) STRICT, WITHOUT ROWID;
            CREATE TABLE recognition_own (patient TEXT NOT NULL, at TEXT NOT NULL, check_id TEXT NOT NULL, no INTEGER NOT NULL, item TEXT NOT NULL, institution TEXT NOT NULL,
              source TEXT NOT NULL, decision TEXT NOT NULL, fen INTEGER, PRIMARY KEY (patient, at, check_id, no)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not RecognitionStep { Step: not ("nothingFound" or "ordered" or "quoted") } step) return;   // those are counted nowhere
        Count(projecting, step);
        foreach (var board in Boards(projecting, step)) projecting.Knock(board, step.At);
    }

    private static string[] Boards(Projecting projecting, RecognitionStep step)
    {
        var known = projecting.Remember<(string, string?), string[]>("recognition boards", CellsInMemory);
        if (known.TryGet((step.InstitutionId, step.AreaCode), out var boards)) return boards;
        boards = [.. CaseAreas.Around(step.AreaCode ?? "").Where(a => a.Length > 0).Append(step.InstitutionId).Select(name => $"board:{name}")];
        known.Set((step.InstitutionId, step.AreaCode), boards);
        return boards;
    }

    private static void Count(Projecting projecting, RecognitionStep step)
    {
        switch (step.Step)
        {
            case "prompted":
                Add(projecting, Measure.Prompted, step);
                if (step.InScope) Change(projecting, Measure.HadResults, step.At, Cell(projecting, step), 1);   // its moments are those of the prompts in scope
                break;
            case "opened":
                if (projecting.Change("INSERT OR IGNORE INTO recognition_looked VALUES (?1, ?2)", step.CheckId, step.ItemCode) > 0) Add(projecting, Measure.Opened, step);
                break;
            case "accepted":
                Stand(projecting, Measure.Accepted, step);
                break;
            case "declined":
                Stand(projecting, Measure.Declined, step);
                break;
            case "deferred":
                Stand(projecting, Measure.Deferred, step);
                break;
            case "revoked":
                Add(projecting, Measure.Revoked, step with { ReasonCode = null });
                TakeBack(projecting, step);
                break;
            case "repeated":
                Add(projecting, Measure.Repeated, step);
                break;
            case "sameResult":
                Add(projecting, Measure.SameResult, step);
                break;
        }
    }

    private static void Add(Projecting projecting, Measure measure, RecognitionStep step)
    {
        var cell = Cell(projecting, step);
        Change(projecting, measure, step.At, cell, 1);
        Moment(projecting, measure, step, cell);
    }

    private static void Stand(Projecting projecting, Measure measure, RecognitionStep step)
    {
        var cell = Cell(projecting, step);
        var saved = measure != Measure.Accepted || step.Fee is null ? (Measure?)null : step.OrderCancelled ? Measure.SavedDirect : Measure.SavedPotential;
        var fen = saved is null ? 0 : (long)(step.Fee!.Value * 100);
        Change(projecting, measure, step.At, cell, 1);
        Moment(projecting, measure, step, cell);
        if (saved is { } fee)
        {
            Change(projecting, fee, step.At, cell, fen);
            Moment(projecting, fee, step, cell);
        }
        projecting.Execute("INSERT INTO recognition_standing VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            step.CheckId, step.DecisionNo!.Value, (int)measure, step.At, step.ItemCode, cell, (int)(saved ?? 0), fen);
        if (measure != Measure.Deferred)
            projecting.Execute("INSERT INTO recognition_own VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", step.PatientId, step.At, step.CheckId, step.DecisionNo.Value, step.ItemCode,
                step.InstitutionId, step.SourceId, step.Step, saved == Measure.SavedDirect ? fen : null);
    }

    private static void TakeBack(Projecting projecting, RecognitionStep step)
    {
        long Kept(string column) => projecting.Scalar<long>($"SELECT {column} FROM recognition_standing WHERE check_id=?1 AND no=?2", step.CheckId, step.DecisionNo!.Value);
        var at = DateTimeOffset.Parse(
            projecting.Scalar<string>("SELECT at FROM recognition_standing WHERE check_id=?1 AND no=?2", step.CheckId, step.DecisionNo!.Value)!, CultureInfo.InvariantCulture);
        var (measure, saved, cell) = ((Measure)Kept("measure"), (Measure)Kept("saved"), Kept("cell"));
        Change(projecting, measure, at, cell, -1);
        Forget(projecting, measure, at, step);
        if (saved != 0)
        {
            Change(projecting, saved, at, cell, -Kept("fen"));
            Forget(projecting, saved, at, step);
        }
        projecting.Execute("DELETE FROM recognition_standing WHERE check_id=?1 AND no=?2", step.CheckId, step.DecisionNo.Value);
        projecting.Execute("DELETE FROM recognition_own WHERE patient=?1 AND at=?2 AND check_id=?3 AND no=?4", step.PatientId, at, step.CheckId, step.DecisionNo.Value);
    }

    private static void Change(Projecting projecting, Measure measure, DateTimeOffset at, long cell, long change) => projecting.Add("""
        INSERT INTO recognition_counts (month, measure, cell, n) VALUES (?1, ?2, ?3, ?4+?5) ON CONFLICT (month, measure, cell) DO UPDATE SET n=n+excluded.n
        """, change, (Months.Of(at), (int)measure, cell, 0));

    private static void Moment(Projecting projecting, Measure measure, RecognitionStep step, long cell) => projecting.Execute(
        "INSERT OR REPLACE INTO recognition_moments VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (int)measure, Months.Of(step.At), step.At, step.CheckId, step.ItemCode, cell, step.Number ?? "", step.InScope);

    private static void Forget(Projecting projecting, Measure measure, DateTimeOffset at, RecognitionStep step) => projecting.Execute(
        "DELETE FROM recognition_moments WHERE measure=?1 AND month=?2 AND at=?3 AND check_id=?4 AND item=?5", (int)measure, Months.Of(at), at, step.CheckId, step.ItemCode);

    private static long Cell(Projecting projecting, RecognitionStep step)
    {
        var key = (step.InstitutionId, step.ItemCode, step.Relation, step.Department ?? "", step.Step == "declined" ? step.ReasonCode ?? "" : "");
        var known = projecting.Remember<(string, string, string, string, string), long>("recognition cells", CellsInMemory);
        if (known.TryGet(key, out var cell)) return cell;
        projecting.Execute("INSERT OR IGNORE INTO recognition_cells (institution, area, item, relation, specialty, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            key.InstitutionId, step.AreaCode ?? "", key.ItemCode, key.Relation, key.Item4, key.Item5);
        cell = projecting.Scalar<long>("SELECT cell FROM recognition_cells WHERE institution=?1 AND item=?2 AND relation=?3 AND specialty=?4 AND reason=?5",
            key.InstitutionId, key.ItemCode, key.Relation, key.Item4, key.Item5);
        known.Set(key, cell);
        return cell;
    }
}
