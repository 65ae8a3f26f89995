using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Telemed.Examinations.Importing.Csv;

namespace Telemed.Examinations.Tests;

/// <summary>Files as spreadsheets and hospital systems write them, and as nobody should.</summary>
public sealed class CsvTests
{
    [Fact]
    public void Quotes_hold_separators_quotes_and_line_ends()
    {
        var records = Read("a,b\r\n\"1,2\",\"say \"\"hi\"\"\"\r\n\"two\r\nlines\",x\n,\r\n\r\nlast,\"\"");
        Assert.Equal(["a|b", "1,2|say \"hi\"", "two\nlines|x", "|", "last|"], records.Select(r => string.Join('|', r.Fields)));
        Assert.Equal([1, 2, 3, 5, 7], records.Select(r => r.Line));
    }

    [Theory]
    [InlineData("a\rb\rc", 3)]
    [InlineData("a\nb\n", 2)]
    [InlineData("a\r\nb\r\n", 2)]
    [InlineData("", 0)]
    [InlineData("\n\n\n", 0)]
    public void Every_line_end_ends_a_line(string text, int lines) => Assert.Equal(lines, Read(text).Count);

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_line_only()
    {
        var records = Read("a,b\n1,\"oops\n2,x\n3,\"fine\"\n");
        Assert.Equal([(1, null), (2, "unclosed-quote"), (3, null), (4, null)], records.Select(r => (r.Line, r.Fault)));
        Assert.Equal("fine", records[3].Fields[1]);
    }

    [Fact]
    public void A_line_without_end_is_cut_and_the_next_one_read()
    {
        var records = Read($"a\n{new string('x', CsvLines.Longest + 1)}\nb");
        Assert.Equal([null, "line-too-long", null], records.Select(r => r.Fault));
    }

    [Theory]
    [InlineData("a;b;c", ';')]
    [InlineData("a\tb", '\t')]
    [InlineData("a,b;c,d", ',')]
    public void The_separator_is_the_one_of_the_header(string header, char separator) => Assert.Equal(separator, CsvRecords.SeparatorOf(header));

    [Fact]
    public void What_is_written_by_the_rules_is_read_back_whatever_stands_in_it()
    {
        var rows = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get.Replace("\r", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal))
            .ListOf(3).ListOf().Where(r => r.Count is > 0 and < 20);
        Prop.ForAll(rows.ToArbitrary(), table =>
        {
            var text = string.Join("\r\n", table.Select(row => string.Join(',', row.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
            return Read(text).Select(r => string.Join('\u0001', r.Fields)).SequenceEqual(table.Select(r => string.Join('\u0001', r)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_stops_the_reader_and_every_line_is_read_once()
    {
        var pieces = Gen.Elements("\"", ",", "\n", "\r\n", "a", "检验", ";", "\t", "\"\"", " ", "=\"0\"", "\u0000").ListOf().Select(p => string.Concat(p));
        Prop.ForAll(pieces.ToArbitrary(), text =>
        {
            var lines = Read(text).Select(r => r.Line).ToArray();
            return lines.SequenceEqual(lines.Order()) && lines.Distinct().Count() == lines.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("2026-11-15 09:05:30", "2026-11-15T01:05:30")]
    [InlineData("2026/11/5 9:05", "2026-11-05T01:05:00")]
    [InlineData("20261115090530", "2026-11-15T01:05:30")]
    [InlineData("2026年11月15日 9:05", "2026-11-15T01:05:00")]
    [InlineData("2026-11-15T09:05:30+08:00", "2026-11-15T01:05:30")]
    [InlineData("2026-11-15T01:05:30Z", "2026-11-15T01:05:30")]
    [InlineData("2026-11-15T09:05:30", "2026-11-15T01:05:30")]
    [InlineData("2026-11-15", "2026-11-14T16:00:00")]
    public void Times_without_offset_are_of_china(string cell, string utc)
    {
        Assert.True(CellWords.Time(cell, out var at));
        Assert.Equal(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), at!.Value.UtcDateTime);
    }

    [Theory]
    [InlineData("昨天")]
    [InlineData("2026-02-30")]
    [InlineData("45976.4")]
    [InlineData("15/11/2026")]
    public void What_is_no_time_is_not_guessed(string cell) => Assert.False(CellWords.Time(cell, out _));

    [Theory]
    [InlineData("3.5-5.3", "3.5", "5.3")]
    [InlineData("3.5～5.3", "3.5", "5.3")]
    [InlineData("3.5--5.3", "3.5", "5.3")]
    [InlineData("-2-2", "-2", "2")]
    [InlineData("<5", null, "5")]
    [InlineData("≥60", "60", null)]
    [InlineData("阴性", null, null)]
    public void A_reference_interval_is_taken_apart(string cell, string? low, string? high) => Assert.Equal((low, high), CellWords.Range(cell));

    [Fact]
    public void Headers_are_known_in_chinese_and_english_and_others_are_named()
    {
        var columns = new Columns(["患者ID", "Item Code", "检查时间", "类别", "参考范围", "身高", "项目编码"]);
        Assert.Empty(columns.Missing);
        Assert.Equal(["身高", "项目编码"], columns.Ignored);
        Assert.Equal([Column.PatientId, Column.PerformedAt], new Columns(["项目编码", "category"]).Missing.Select(m => m.Column));
    }

    [Fact]
    public void Encodings_are_told_apart()
    {
        foreach (var (name, bytes) in new (string, byte[])[]
        {
            ("utf-8", Encoding.UTF8.GetBytes("患者,结果")), ("mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("患者,结果")]),
            ("gb18030", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("患者,结果")), ("utf-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("患者,结果")]),
            ("utf-16be", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("患者,结果")]),
        })
        {
            var path = Path.GetTempFileName();
            File.WriteAllBytes(path, bytes);
            using (var text = CsvText.Open(path)) Assert.True(text.ReadToEnd() == "患者,结果", name);
            File.Delete(path);
        }
    }

    private static List<CsvRecord> Read(string text) => [.. new CsvRecords(new CsvLines(new StringReader(text)), ',').All()];
}
