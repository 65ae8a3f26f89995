using System.Collections.Frozen;

namespace Telemed.Examinations.Importing.Csv;

/// <summary>What a column of an import may hold.</summary>
internal enum Column
{
    PatientId, LocalId, ItemCode, ItemSystem, ItemName, InstitutionId, PerformedAt, CollectedAt, ReportedAt, Category,
    ValueCode, ValueName, Value, Unit, Low, High, Range, Flag, Findings, Conclusion, Reporter, StudyInstanceUid, Equipment, DeviceClass, Method, Mark,
}

/// <summary>Which column of a file holds what, by its header in Chinese or English.</summary>
internal sealed class Columns
{
    private static readonly (Column Column, string[] Names)[] Known =
    [
        (Column.PatientId, ["patientId", "患者标识", "患者ID", "患者编号", "居民标识", "平台患者标识"]),
        (Column.LocalId, ["localId", "reportNo", "accession", "报告编号", "报告单号", "条码号", "检查号", "申请单号", "标本号"]),
        (Column.ItemCode, ["itemCode", "项目编码", "项目代码", "检查项目编码", "检验项目编码"]),
        (Column.ItemSystem, ["itemSystem", "编码体系", "项目编码体系"]),
        (Column.ItemName, ["itemName", "项目名称", "检查项目", "检验项目"]),
        (Column.InstitutionId, ["institutionId", "机构标识", "机构ID"]),
        (Column.PerformedAt, ["performedAt", "检查时间", "检验时间", "检查日期", "检验日期", "执行时间"]),
        (Column.CollectedAt, ["collectedAt", "采样时间", "采集时间", "标本采集时间"]),
        (Column.ReportedAt, ["reportedAt", "报告时间", "报告日期"]),
        (Column.Category, ["category", "类别", "检查检验类别", "检查类别"]),
        (Column.ValueCode, ["valueCode", "指标编码", "指标代码"]),
        (Column.ValueName, ["valueName", "指标名称", "指标"]),
        (Column.Value, ["value", "结果", "结果值", "检验结果"]),
        (Column.Unit, ["unit", "单位", "计量单位"]),
        (Column.Low, ["low", "参考下限", "下限"]),
        (Column.High, ["high", "参考上限", "上限"]),
        (Column.Range, ["range", "参考范围", "参考值", "参考区间"]),
        (Column.Flag, ["flag", "异常标志", "标志", "提示"]),
        (Column.Findings, ["findings", "检查所见", "影像所见", "描述"]),
        (Column.Conclusion, ["conclusion", "诊断意见", "检查结论", "结论", "影像诊断", "诊断"]),
        (Column.Reporter, ["reporter", "报告医生", "报告医师"]),
        (Column.StudyInstanceUid, ["studyInstanceUid", "studyUid", "影像检查号", "影像UID"]),
        (Column.Equipment, ["equipment", "设备", "设备名称", "仪器"]),
        (Column.DeviceClass, ["deviceClass", "设备类别", "设备等级"]),
        (Column.Method, ["method", "方法", "检验方法", "检查方法"]),
        (Column.Mark, ["mark", "互认标识"]),
    ];

    private static readonly FrozenDictionary<string, Column> Names = Known.SelectMany(k => k.Names.Select(n => (Plain(n), k.Column))).ToFrozenDictionary(p => p.Item1, p => p.Column);
    private static readonly Column[] Needed = [Column.PatientId, Column.ItemCode, Column.PerformedAt, Column.Category];

    private readonly int[] places = [.. Enumerable.Repeat(-1, Enum.GetValues<Column>().Length)];

    public Columns(IReadOnlyList<string> header)
    {
        List<string> ignored = [];
        for (var i = 0; i < header.Count; i++)
            if (Names.TryGetValue(Plain(header[i]), out var column) && places[(int)column] < 0) places[(int)column] = i;
            else if (!string.IsNullOrWhiteSpace(header[i])) ignored.Add(header[i].Trim());
        Ignored = ignored;
        Width = header.Count;
    }

    /// <summary>Names of columns that mean nothing here.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>How many columns the header has.</summary>
    public int Width { get; }

    /// <summary>Columns without which no row can be taken, by all their names.</summary>
    public IReadOnlyList<(Column Column, string Names)> Missing =>
        [.. Needed.Where(c => places[(int)c] < 0).Select(c => (c, string.Join(" / ", Known.First(k => k.Column == c).Names)))];

    /// <summary>Null when the file has no such column, or nothing stands there.</summary>
    public string? Of(CsvRecord record, Column column) =>
        places[(int)column] is var at and >= 0 && at < record.Fields.Count && Plainly(record.Fields[at]) is { Length: > 0 } text ? text : null;

    /// <summary>Spreadsheets write a number that is a text as <c>="0012"</c>.</summary>
    private static string Plainly(string cell) => cell.Trim() is ['=', '"', .. var text, '"'] ? text.Trim() : cell.Trim();

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
