using System.Security.Cryptography;
using Telemed.Contracts;
using Telemed.Examinations.Importing.Csv;
using Telemed.Examinations.Reporting;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Examinations.Importing;

/// <summary>What an import needs beside its file.</summary>
internal sealed record ImportTools(
    IEventLog Log, ICaseOwner Owner, ProjectionEngine ReadModel, ResultCheck Check, ResultWriter Writer, IPatients Patients, CriticalTimes Critical, ImportFolder Folder, TimeProvider Time);

/// <summary>Goes through one file from where it stood: each result one append of its own, many of them under way, answered in the order of the file.</summary>
/// <remarks>
/// A result has the same id and command whenever its row is met, so a row that was appended before a crash is found, not repeated (ADR 0021).
/// The import keeps at most <see cref="MostBehind"/> results ahead of the read model: who else writes does not wait long for their own.
/// </remarks>
internal sealed class ImportRun(ImportTools tools, string id, ImportState import, Action<ImportProgress> told)
{
    private const int MostUnderWay = 2048;
    private const int Mark = 1024;
    private const int MostBehind = 8 * Mark;
    private const int Batch = 512;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Queue<Taking> underWay = new();
    private readonly Queue<StreamId> marks = new();
    private readonly Dictionary<string, bool> patients = new(StringComparer.Ordinal);
    private readonly long began = tools.Time.GetTimestamp();
    private int records = import.Progress.Records;
    private int results = import.Progress.Results;
    private int refused = import.Progress.Refused;
    private int sinceMark;

    private ImportEvent.Received File => import.File!;

    /// <summary>Ends when the file is done with; throws when the log cannot be written.</summary>
    public async Task<ImportProgress> Run(CancellationToken cancellationToken)
    {
        using var list = new RefusedRows(tools.Folder.RefusedOf(id), import.Progress.RefusedLength);
        using var text = CsvText.Open(tools.Folder.FileOf(id));
        var rows = Open(text);
        var last = tools.Time.GetTimestamp();
        foreach (var some in Skipped(rows).Chunk(Batch))
        {
            await Learn(some, cancellationToken);
            foreach (var row in some)
            {
                Start(row);
                if (underWay.Count >= MostUnderWay) await Settle(list, cancellationToken);
            }
            told(Now(list));
            if (tools.Time.GetElapsedTime(last) < Step) continue;
            last = tools.Time.GetTimestamp();
            await Say(list, cancellationToken);
        }
        while (underWay.Count > 0) await Settle(list, cancellationToken);
        list.Sync();
        return Now(list);
    }

    private IEnumerable<CsvResult> Open(StreamReader text)
    {
        var lines = new CsvLines(text);
        var header = lines.Next()?.Text ?? "";
        var records = new CsvRecords(lines, CsvRecords.SeparatorOf(header));
        var columns = new Columns(ImportHeader.Fields(header));
        return new CsvRows(columns, File.InstitutionId).Of(records.All());
    }

    /// <summary>Without what is done with: results are never cut in two, so their records add up to where the import stood.</summary>
    private IEnumerable<CsvResult> Skipped(IEnumerable<CsvResult> rows)
    {
        var done = 0;
        foreach (var row in rows)
            if (done >= import.Progress.Records) yield return row;
            else done += row.Lines.Count;
    }

    private async Task Learn(IReadOnlyList<CsvResult> rows, CancellationToken cancellationToken)
    {
        string[] unknown = [.. rows.Select(r => r.Body?.PatientId).OfType<string>().Distinct().Where(p => !patients.ContainsKey(p))];
        if (unknown.Length == 0) return;
        var found = await tools.Patients.Find(unknown, cancellationToken);
        foreach (var patient in unknown) patients[patient] = found.ContainsKey(patient);
    }

    private void Start(CsvResult row)
    {
        var at = tools.Time.GetUtcNow();
        if (row.Body is not { } body || Refuse(body, at) is { Count: > 0 })
        {
            underWay.Enqueue(new(row.Body is { } wrong ? row with { Errors = Refuse(wrong, at) } : row));
            return;
        }
        var report = new ResultReport(body.PatientId!, File.InstitutionId, ResultBody.Clean(body.LocalId), body.ToContent(), File.Legacy, new(ResultOrigin.Import, id));
        var result = report.LocalId is { } number ? Result.IdOf(File.InstitutionId, report.Content.Category, number) : Result.IdOf(report);
        var facts = ((Decision.Happened)Result.Report(ResultState.Initial, report, tools.Critical.ToConfirm(File.InstitutionId), at)).Events;
        var append = new Append(
            new(Result.Category, result), 0, new(CommandOf(report), null, new(File.AccountId, null, File.InstitutionId), at),
            [.. facts.Select(Result.Aggregate.Format.Write)], [], []);
        underWay.Enqueue(new(row, report, result, tools.Log.Append(append, CancellationToken.None)));
    }

    private IReadOnlyList<FieldError> Refuse(ResultBody body, DateTimeOffset at)
    {
        var errors = new FieldErrors();
        tools.Check.Check(body, at, errors);
        if (errors.None && body.InstitutionId != File.InstitutionId) errors.Add("institutionId", "other-institution", "只能导入本机构的结果", "An institution imports its own results only");
        if (errors.None && !patients.GetValueOrDefault(body.PatientId!)) errors.Add("patientId", "unknown", "没有此患者", "No such patient");
        if (errors.None) tools.Writer.StudyOfAnother(body.StudyInstanceUid, body.PatientId!, errors);
        return errors.Found;
    }

    /// <summary>The oldest append under way has its answer.</summary>
    private async Task Settle(RefusedRows list, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (row, report, result, append) = underWay.Dequeue();
        IReadOnlyList<FieldError> errors = append is null || await Taken(await append, result!, report!, cancellationToken) ? row.Errors : [Exists];
        records += row.Lines.Count;
        if (errors.Count == 0) results++;
        else
        {
            refused++;
            foreach (var error in errors) list.Add(new(LineOf(row, error.Field), error.Field, error.Code, error.Text));
        }
        if (append is not null && ++sinceMark >= Mark) await KeepUp(result!, cancellationToken);
    }

    private static FieldError Exists { get; } = new("localId", "result-exists", new("该编号已有一份内容不同的结果", "A result of this number says something else"));

    /// <summary>Appended now or before; false when its number is taken by another content.</summary>
    private async Task<bool> Taken(AppendResult append, string result, ResultReport report, CancellationToken cancellationToken) =>
        append is AppendResult.Appended
        || Result.Report((await tools.Owner.Load(Result.Aggregate, result, cancellationToken)).State, report, default, default) is Decision.Happened { Events.Count: 0 };

    private async Task KeepUp(string result, CancellationToken cancellationToken)
    {
        sinceMark = 0;
        marks.Enqueue(new(Result.Category, result));
        if (marks.Count * Mark > MostBehind) await tools.ReadModel.WaitFor(marks.Dequeue(), 1, cancellationToken);
    }

    /// <summary>Writes down how far it has come.</summary>
    private async Task Say(RefusedRows list, CancellationToken cancellationToken)
    {
        var progress = Now(list);
        list.Sync();
        var at = tools.Time.GetUtcNow();
        await tools.Owner.Transact(Import.Aggregate, id, null, new($"advance-{progress.Records}", null, new(File.AccountId, null, File.InstitutionId), at),
            state => Import.Advance(state, progress, at), cancellationToken);
    }

    private ImportProgress Now(RefusedRows list) => new(records, results, refused, list.Length, import.Progress.Busy + tools.Time.GetElapsedTime(began));

    /// <summary>The record that a field of a panel came from.</summary>
    private static int LineOf(CsvResult row, string field)
    {
        var close = field.IndexOf(']', StringComparison.Ordinal);
        return field.StartsWith("values[", StringComparison.Ordinal) && close > 7 && int.TryParse(field.AsSpan(7, close - 7), out var value) && value < row.Lines.Count
            ? row.Lines[value] : row.Lines[0];
    }

    /// <summary>A result on its way; without append it is refused.</summary>
    private sealed record Taking(CsvResult Row, ResultReport? Report = null, string? Id = null, Task<AppendResult>? Append = null);

    private static string CommandOf(ResultReport report) => $"import-{Convert.ToHexStringLower(SHA256.HashData(report.Content.Json()).AsSpan(0, 16))}";
}
