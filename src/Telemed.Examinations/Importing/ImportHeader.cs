using Telemed.Contracts;
using Telemed.Examinations.Importing.Csv;

namespace Telemed.Examinations.Importing;

/// <summary>Looks at the header of a file before it is taken.</summary>
internal static class ImportHeader
{
    /// <summary>Fields of a header line.</summary>
    public static IReadOnlyList<string> Fields(string header) =>
        [.. new CsvRecords(new CsvLines(new StringReader(header)), CsvRecords.SeparatorOf(header)).All().FirstOrDefault().Fields ?? []];

    /// <summary>Adds an error for each column that is missing; the columns that mean nothing here.</summary>
    public static IReadOnlyList<string> Check(string path, FieldErrors errors)
    {
        using var text = CsvText.Open(path);
        var columns = new Columns(Fields(new CsvLines(text).Next()?.Text ?? ""));
        foreach (var (column, names) in columns.Missing)
            errors.Add($"header.{char.ToLowerInvariant(column.ToString()[0])}{column.ToString()[1..]}", "missing-column", $"缺少列：{names}", $"A column is missing: {names}");
        return columns.Ignored;
    }
}
