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

/// <summary>Goes through one file from where it stood: each result one append of its own, a batch of them in one call, answered in the order of the file.</summary>
/// <remarks>
/// A result has the same id and command whenever its row is met, so a row that was appended before a crash is found, not repeated (ADR 0021).
/// While the log writes one batch the next is made ready. The import keeps at most <see cref="MostBehind"/> batches ahead of the read model:
/// who else writes does not wait long for their own.
/// </remarks>
internal sealed class ImportRun(ImportTools tools, string id, ImportState import, Action<ImportProgress> told)
{
    private const int Batch = 1024;
    private const int MostUnderWay = 2;
    private const int MostBehind = 6;   // within what the log keeps in memory for those who follow
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Queue<Taking> underWay = new();
    private readonly Queue<StreamId> marks = new();
    private readonly Dictionary<string, bool> patients = new(StringComparer.Ordinal);
    private readonly Actor by = new(import.File!.AccountId, null, import.File.InstitutionId);
    private readonly ResultOrigin origin = new(ResultOrigin.Import, id);
    private readonly long began = tools.Time.GetTimestamp();
    private int records = import.Progress.Records;
    private int results = import.Progress.Results;
    private int refused = import.Progress.Refused;

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
            underWay.Enqueue(Start(some));
            if (underWay.Count >= MostUnderWay) await Settle(list, cancellationToken);
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

    private Taking Start(CsvResult[] rows)
    {
        var at = tools.Time.GetUtcNow();
        var toConfirm = tools.Critical.ToConfirm(File.InstitutionId);
        var reports = new (ResultReport? Report, IReadOnlyList<FieldError> Errors)[rows.Length];
        var appends = new List<Append>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            reports[i] = Read(rows[i], at);
            if (reports[i].Report is not { } report) continue;
            var facts = ((Decision.Happened)Result.Report(ResultState.Initial, report, toConfirm, at)).Events;
            appends.Add(new(new(Result.Category, IdOf(report)), 0, new(CommandOf(report), null, by, at), [.. facts.Select(Result.Aggregate.Format.Write)], [], []));
        }
        return new(rows, reports, appends, tools.Log.AppendAll(appends, CancellationToken.None));
    }

    private (ResultReport? Report, IReadOnlyList<FieldError> Errors) Read(CsvResult row, DateTimeOffset at)
    {
        if (row.Body is not { } body) return (null, row.Errors);
        var errors = Refuse(body, at);
        return errors.Count > 0 ? (null, errors) : (new(body.PatientId!, File.InstitutionId, ResultBody.Clean(body.LocalId), body.ToContent(), File.Legacy, origin), errors);
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

    /// <summary>The oldest batch under way has its answers.</summary>
    private async Task Settle(RefusedRows list, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (rows, reports, appends, under) = underWay.Dequeue();
        var (answers, next) = (await under, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var (report, errors) = reports[i];
            if (report is not null && !await Taken(answers[next], appends[next++].Stream.Id, report, cancellationToken)) errors = [Exists];
            records += rows[i].Lines.Count;
            if (errors.Count == 0) results++;
            else
            {
                refused++;
                foreach (var error in errors) list.Add(new(LineOf(rows[i], error.Field), error.Field, error.Code, error.Text));
            }
        }
        if (appends.Count > 0) await KeepUp(appends[^1].Stream, cancellationToken);
    }

    private static FieldError Exists { get; } = new("localId", "result-exists", new("该编号已有一份内容不同的结果", "A result of this number says something else"));

    /// <summary>Appended now or before; false when its number is taken by another content.</summary>
    private async Task<bool> Taken(AppendResult append, string result, ResultReport report, CancellationToken cancellationToken) =>
        append is AppendResult.Appended
        || Result.Report((await tools.Owner.Load(Result.Aggregate, result, cancellationToken)).State, report, default, default) is Decision.Happened { Events.Count: 0 };

    private async Task KeepUp(StreamId last, CancellationToken cancellationToken)
    {
        marks.Enqueue(last);
        if (marks.Count > MostBehind) await tools.ReadModel.KeepUp(marks.Dequeue(), 1, cancellationToken);
    }

    /// <summary>Writes down how far it has come.</summary>
    private async Task Say(RefusedRows list, CancellationToken cancellationToken)
    {
        var progress = Now(list);
        list.Sync();
        var at = tools.Time.GetUtcNow();
        await tools.Owner.Transact(Import.Aggregate, id, null, new($"advance-{progress.Records}", null, by, at),
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

    /// <summary>A batch on its way: what each row says or what is wrong with it, and an append for each that says something.</summary>
    private sealed record Taking(
        CsvResult[] Rows, (ResultReport? Report, IReadOnlyList<FieldError> Errors)[] Reports, List<Append> Appends, Task<IReadOnlyList<AppendResult>> Answers);

    private string IdOf(ResultReport report) => report.LocalId is { } number ? Result.IdOf(File.InstitutionId, report.Content.Category, number) : Result.IdOf(report);

    private static string CommandOf(ResultReport report) => $"import-{Convert.ToHexStringLower(SHA256.HashData(report.Content.Json()).AsSpan(0, 16))}";
}
