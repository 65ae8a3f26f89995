using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Telemed.Contracts;

namespace Telemed.Indicators.Reading;

/// <summary>One line of an export.</summary>
internal sealed record CsvLine(string Name, string Definition, double? Value, string Unit, string Source);

/// <summary>Tables for a spreadsheet: UTF-8 with byte order mark, RFC 4180.</summary>
internal static class Csv
{
    private static readonly Text[] Figures = [new("序号", "No."), new("名称", "Name"), new("定义", "Definition"), new("数值", "Value"), new("单位", "Unit"), new("来源", "Source")];
    private static readonly Text[] Cases = [new("序号", "No."), new("病例号", "Case"), new("时间", "Time"), new("发起机构", "From"), new("接收机构", "To"), new("状态", "State")];

    public static bool Wanted(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);

    public static byte[] Write(IReadOnlyList<CsvLine> lines, Language language) => Table(
        Figures, lines.Select(l => new[] { l.Name, l.Definition, l.Value?.ToString("0.############", CultureInfo.InvariantCulture) ?? "", l.Unit, l.Source }), language);

    public static byte[] Write(IReadOnlyList<CaseLine> lines, Language language) => Table(
        Cases, lines.Select(l => new[] { l.Number, l.At.ToOffset(ChinaTime.UtcOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), l.From, l.To, l.State }), language);

    public static IResult File(byte[] content, string name) => Results.File(content, "text/csv; charset=utf-8", name);

    private static byte[] Table(Text[] head, IEnumerable<string[]> rows, Language language)
    {
        var text = new StringBuilder("\uFEFF");
        text.Append(string.Join(',', head.Select(h => Field(h.In(language))))).Append("\r\n");
        var number = 0;
        foreach (var row in rows) text.Append(CultureInfo.InvariantCulture, $"{++number},").Append(string.Join(',', row.Select(Field))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // A spreadsheet would take text that begins so for a formula.
    private static string Field(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' || text.StartsWith('-') && !double.TryParse(text, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
