using System.Text;

namespace Telemed.Examinations.Importing.Csv;

/// <summary>A line of a file as it stands, without its end.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="TooLong">Cut off: whoever wrote it did not mean a line.</param>
internal readonly record struct CsvLine(int Number, string Text, bool TooLong);

/// <summary>Lines of a text, ended by CR, LF or both; never more in memory than the longest line that is accepted.</summary>
internal sealed class CsvLines(TextReader text)
{
    /// <summary>Longest line in characters.</summary>
    public const int Longest = 200_000;

    private readonly char[] buffer = new char[64 * 1024];
    private readonly StringBuilder line = new();
    private int at, end, number;
    private bool afterReturn;

    /// <summary>Null at the end.</summary>
    public CsvLine? Next()
    {
        line.Clear();
        bool any = false, tooLong = false;
        while (true)
        {
            if (at == end)
            {
                (at, end) = (0, text.Read(buffer));
                if (end == 0) return any || line.Length > 0 ? new(++number, line.ToString(), tooLong) : null;
            }
            if (afterReturn && buffer[at] == '\n') at++;
            afterReturn = false;
            if (at == end) continue;
            any = true;
            var rest = buffer.AsSpan(at, end - at);
            var stop = rest.IndexOfAny('\r', '\n');
            var part = stop < 0 ? rest : rest[..stop];
            tooLong |= line.Length + part.Length > Longest;
            if (!tooLong) line.Append(part);
            at += part.Length;
            if (stop < 0) continue;
            afterReturn = buffer[at++] == '\r';
            return new(++number, line.ToString(), tooLong);
        }
    }
}
