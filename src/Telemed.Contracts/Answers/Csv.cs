using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Telemed.Contracts;

/// <summary>Tables for a spreadsheet: UTF-8 with byte order mark, RFC 4180.</summary>
public static class Csv
{
    /// <summary>Does the caller ask for one?</summary>
    public static bool Wanted(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>A head line in the caller's language, then the rows.</summary>
    public static byte[] Write(IEnumerable<Text> head, IEnumerable<string[]> rows, Language language)
    {
        var text = new StringBuilder("\uFEFF");
        text.AppendJoin(',', head.Select(h => Field(h.In(language)))).Append("\r\n");
        foreach (var row in rows) text.AppendJoin(',', row.Select(Field)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>In full precision; empty for none.</summary>
    public static string Number(double? value) => value?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";

    /// <summary>As an answer with a file name.</summary>
    public static IResult File(byte[] content, string name) => Results.File(content, "text/csv; charset=utf-8", name);

    // A spreadsheet would take text that begins so for a formula.
    private static string Field(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' || text.StartsWith('-') && !double.TryParse(text, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
