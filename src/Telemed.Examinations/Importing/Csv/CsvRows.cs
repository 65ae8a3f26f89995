using Telemed.Contracts;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Importing.Csv;

/// <summary>One result as it stands in a file, or what is wrong with its record.</summary>
/// <param name="Lines">Line of each of its records: a panel may have one for each value.</param>
/// <param name="Body">Null when a record could not be read.</param>
internal sealed record CsvResult(IReadOnlyList<int> Lines, ResultBody? Body, IReadOnlyList<FieldError> Errors);

/// <summary>Results of a file: one record each, or several records one after the other that differ in their value only.</summary>
/// <param name="institutionId">Whose file it is.</param>
internal sealed class CsvRows(Columns columns, string institutionId)
{
    private const int MostValues = 200;

    public IEnumerable<CsvResult> Of(IEnumerable<CsvRecord> records)
    {
        CsvResult? open = null;
        foreach (var record in records)
        {
            var one = Read(record);
            if (open is not null && Together(open, one))
            {
                open = open with { Lines = [.. open.Lines, .. one.Lines], Body = open.Body! with { Values = [.. open.Body.Values!, .. one.Body!.Values!] } };
                continue;
            }
            if (open is not null) yield return open;
            open = one;
        }
        if (open is not null) yield return open;
    }

    private static bool Together(CsvResult open, CsvResult one) =>
        open is { Body: { LocalId: not null, Values: { Count: > 0 and < MostValues } values } known } && one.Body is { Values: [{ } value] } next
        && known.LocalId == next.LocalId && known with { Values = null } == next with { Values = null } && values.All(v => (v!.Code, v.Name) != (value.Code, value.Name));

    private CsvResult Read(CsvRecord record)
    {
        int[] line = [record.Line];
        var errors = new FieldErrors();
        if (record.Fault == "unclosed-quote") errors.Add("row", record.Fault, "引号没有结束", "A quote is not closed");
        else if (record.Fault is { } fault) errors.Add("row", fault, "一行过长", "The line is too long");
        else if (record.Fields.Count > columns.Width) errors.Add("row", "too-many-fields", "列数多于表头", "More fields than the header has");
        if (!errors.None) return new(line, null, errors.Found);
        var performed = Time(record, Column.PerformedAt, "performedAt", errors);
        var collected = Time(record, Column.CollectedAt, "collectedAt", errors);
        var reported = Time(record, Column.ReportedAt, "reportedAt", errors);
        if (Of(record, Column.Mark) is not null) errors.Add("mark", "computed", "互认标识由质量评价结果自动得出，不能填写", "The mark follows from quality evidence and is never typed in");
        if (!errors.None) return new(line, null, errors.Found);
        return new(line, new(
            Of(record, Column.PatientId), Of(record, Column.LocalId), Of(record, Column.ItemCode), Of(record, Column.ItemSystem), Of(record, Column.ItemName),
            Of(record, Column.InstitutionId) ?? institutionId, performed, collected, reported, CellWords.Category(Of(record, Column.Category)), Values(record), Report(record),
            Of(record, Column.StudyInstanceUid), Of(record, Column.Equipment), Of(record, Column.DeviceClass), Of(record, Column.Method), null), []);
    }

    private ValueBody[]? Values(CsvRecord record)
    {
        if (Of(record, Column.Value) is not { } value) return null;
        var (low, high) = CellWords.Range(Of(record, Column.Range));
        var name = Of(record, Column.ValueName) ?? Of(record, Column.ItemName) ?? Of(record, Column.ItemCode);
        return
        [
            new(Of(record, Column.ValueCode), name, value, Of(record, Column.Unit), Of(record, Column.Low) ?? low, Of(record, Column.High) ?? high, CellWords.Flag(Of(record, Column.Flag))),
        ];
    }

    private ReportBody? Report(CsvRecord record)
    {
        var (findings, conclusion, reporter) = (Of(record, Column.Findings), Of(record, Column.Conclusion), Of(record, Column.Reporter));
        return findings is null && conclusion is null && reporter is null ? null : new(findings, conclusion, reporter);
    }

    private DateTimeOffset? Time(CsvRecord record, Column column, string field, FieldErrors errors)
    {
        if (!CellWords.Time(Of(record, column), out var at)) errors.Add(field, "invalid", "时间格式不能识别", "Not a time that can be read");
        return at;
    }

    private string? Of(CsvRecord record, Column column) => columns.Of(record, column);
}
