using System.Text;

namespace Telemed.Examinations.Importing.Csv;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">Line on which it begins.</param>
/// <param name="Fields">Empty when it is malformed.</param>
/// <param name="Fault">Stable code of what is wrong with it as CSV; null when nothing is.</param>
internal readonly record struct CsvRecord(int Line, IReadOnlyList<string> Fields, string? Fault);

/// <summary>Records of a CSV file (RFC 4180), as spreadsheets write them: fields in quotes may hold separators, quotes and line ends.</summary>
/// <remarks>A quote that is never closed costs its own line only: what follows is read as if it had not been there.</remarks>
internal sealed class CsvRecords(CsvLines lines, char separator)
{
    private const int MostLines = 500;
    private static readonly char[] Separators = [',', ';', '\t'];
    private readonly Queue<CsvLine> again = new();
    private readonly StringBuilder field = new();

    /// <summary>Every record but empty lines.</summary>
    public IEnumerable<CsvRecord> All()
    {
        while (Take() is { } first)
        {
            if (first.TooLong) yield return new(first.Number, [], "line-too-long");
            else if (first.Text.AsSpan().Trim().Length > 0) yield return Read(first);
        }
    }

    /// <summary>The separator of a header line: the one of comma, semicolon and tab that stands there most.</summary>
    public static char SeparatorOf(string header) => Separators.MaxBy(c => header.Count(h => h == c));

    private CsvRecord Read(CsvLine first)
    {
        var fields = new List<string>();
        if (!first.Text.Contains('"', StringComparison.Ordinal))
        {
            foreach (var part in first.Text.AsSpan().Split(separator)) fields.Add(first.Text[part]);
            return new(first.Number, fields, null);
        }
        List<CsvLine> more = [];
        var text = first.Text;
        field.Clear();
        var (at, quoted) = (0, false);
        while (true)
        {
            if (at == text.Length)
            {
                if (!quoted) break;
                if (more.Count == MostLines || Take() is not { } next) return GiveUp(first, more);
                more.Add(next);
                if (next.TooLong) return GiveUp(first, more);
                field.Append('\n');
                (text, at) = (next.Text, 0);
                continue;
            }
            var c = text[at++];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (at < text.Length && text[at] == '"') field.Append(text[at++]);
                else if (more.Count > 0 && at < text.Length && text[at] != separator) return GiveUp(first, more);   // the quote that closes belongs to a later record
                else quoted = false;
            }
            else if (c == separator) End(fields);
            else if (c == '"' && field.Length == 0) quoted = true;
            else field.Append(c);
        }
        End(fields);
        return new(first.Number, fields, null);
    }

    private void End(List<string> fields)
    {
        fields.Add(field.ToString());
        field.Clear();
    }

    private CsvRecord GiveUp(CsvLine first, List<CsvLine> more)
    {
        var rest = again.ToArray();
        again.Clear();
        foreach (var line in more.Concat(rest)) again.Enqueue(line);
        return new(first.Number, [], "unclosed-quote");
    }

    private CsvLine? Take() => again.TryDequeue(out var line) ? line : lines.Next();
}
