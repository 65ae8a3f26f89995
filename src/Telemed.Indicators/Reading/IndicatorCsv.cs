using System.Globalization;
using Telemed.Contracts;

namespace Telemed.Indicators.Reading;

/// <summary>One line of an export.</summary>
internal sealed record CsvLine(string Name, string Definition, double? Value, string Unit, string Source);

/// <summary>The columns that county users expect.</summary>
internal static class IndicatorCsv
{
    private static readonly Text[] Figures = [new("序号", "No."), new("名称", "Name"), new("定义", "Definition"), new("数值", "Value"), new("单位", "Unit"), new("来源", "Source")];
    private static readonly Text[] Cases = [new("序号", "No."), new("病例号", "Case"), new("时间", "Time"), new("发起机构", "From"), new("接收机构", "To"), new("状态", "State")];

    public static byte[] Write(IReadOnlyList<CsvLine> lines, Language language) =>
        Csv.Write(Figures, lines.Select((l, i) => new[] { No(i), l.Name, l.Definition, Csv.Number(l.Value), l.Unit, l.Source }), language);

    public static byte[] Write(IReadOnlyList<CaseLine> lines, Language language) => Csv.Write(
        Cases, lines.Select((l, i) => new[] { No(i), l.Number, l.At.ToOffset(ChinaTime.UtcOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), l.From, l.To, l.State }), language);

    private static string No(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
