using System.Globalization;
using System.Text;
using Telemed.Contracts;
using Telemed.Examinations.Importing;
using Telemed.Examinations.Reading;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>Files of many results: what is right is taken, what is not comes back with its line, and nothing is taken twice.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Header = "患者ID,报告编号,项目编码,编码体系,项目名称,检验时间,类别,结果,单位,标志,参考范围\n";
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Open();

    public ValueTask DisposeAsync() => laboratory.DisposeAsync();

    [Fact]
    public async Task Ten_thousand_rows_give_what_is_right_and_the_line_of_each_that_is_not()
    {
        var file = new StringBuilder(Header);
        for (var i = 0; i < 10_000; i++)
            file.Append(CultureInfo.InvariantCulture, $"p{i % 50},R{i},{(i % 1000 == 7 ? "LAB.NONE" : "LAB.K")},standard,,2026-11-20 08:{i / 60 % 60:D2}:{i % 60:D2},检验,4.{i % 10},{(i % 1000 == 8 ? "mg/dL" : "mmol/L")},,3.5-5.3\n");
        var view = await Run(file.ToString());
        Assert.Equal(("done", 10_000, 9_980, 20), (view.State, view.Rows, view.Taken, view.RefusedCount));
        var refused = await Refused(view.Id);
        Assert.Equal([9, 10, 1009, 1010], refused.Take(4).Select(r => r.Line));
        Assert.Equal([("itemCode", "unknown"), ("values[0].unit", "unit")], refused.Take(2).Select(r => (r.Field, r.Code)));
        Assert.Equal(20, refused.Count);
        Assert.Equal(200, (await laboratory.Results.Of("p1", default)).Count);
        Assert.Equal((3.5m, 5.3m), await Limits("p1"));
    }

    [Fact]
    public async Task The_same_file_is_the_same_import_and_another_file_with_the_same_rows_takes_nothing_twice()
    {
        var first = await Run(Header + "p1,R1,LAB.K,,,2026-11-20 08:00,检验,4.1,mmol/L,,\np1,,LAB.K,,,2026-11-20 09:00,检验,4.2,mmol/L,,\n");
        var again = await Receive(Header + "p1,R1,LAB.K,,,2026-11-20 08:00,检验,4.1,mmol/L,,\np1,,LAB.K,,,2026-11-20 09:00,检验,4.2,mmol/L,,\n");
        Assert.Equal(first.Id, again.Id);
        var other = await Run(Header + "p1,,LAB.K,,,2026/11/20 9:00,化验,4.2,mmol/L,,\np1,R1,LAB.K,,,2026-11-20 08:00:00,检验,4.1,mmol/L,正常,\np1,R1,LAB.K,,,2026-11-20 08:00:00,检验,5.5,mmol/L,,\n");
        Assert.Equal((2, 1), (other.Taken, other.RefusedCount));
        Assert.Equal((4, "localId", "result-exists"), (await Refused(other.Id)).Select(r => (r.Line, r.Field, r.Code)).Single());
        Assert.Equal(2, (await laboratory.List(County)).Count);
    }

    [Fact]
    public async Task Malformed_rows_never_stop_an_import()
    {
        var view = await Run(Header
            + "p1,R1,LAB.K,,,2026-11-20 08:00,检验,4.1,mmol/L,,\n"
            + "p1,R2,LAB.K,,,昨天,检验,4.1,mmol/L,,\n"
            + "\"p1,R3,LAB.K\n"
            + "p404,R4,LAB.K,,,2026-11-20 08:00,检验,4.1,mmol/L,,\n"
            + "p1,R5,LAB.K,,,2026-11-20 08:00,检验,4.1,mmol/L,,,,,,\n"
            + "p1\n"
            + "p1,R6,LAB.K,,,2099-11-20 08:00,检验,4.1,mmol/L,,\n"
            + "p1,R7,LAB.K,,,2026-11-20 08:00,检验,4.1,mmol/L,,\n");
        Assert.Equal(("done", 2, 6), (view.State, view.Taken, view.RefusedCount));
        var refused = await Refused(view.Id);
        Assert.Equal([3, 4, 5, 6, 7, 8], refused.Select(r => r.Line).Distinct());
        Assert.Equal(["performedAt", "row", "patientId", "row"], refused.Take(4).Select(r => r.Field));
        Assert.Contains(refused, r => r is { Line: 8, Code: "in-future" });
        Assert.DoesNotContain(refused, r => r.Message.Contains("p404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_of_one_report_become_one_result_with_their_values()
    {
        var view = await Run("患者ID,报告编号,项目编码,检验时间,类别,指标名称,结果,单位,标志\n"
            + "p1,R1,LAB.CBC,2026-11-20 08:00,检验,WBC,12.1,10^9/L,↑\np1,R1,LAB.CBC,2026-11-20 08:00,检验,HGB,121,g/L,\np1,R1,LAB.CBC,2026-11-20 08:00,检验,PLT,210,10^9/L,\n"
            + "p1,R2,LAB.CBC,2026-11-20 09:00,检验,WBC,8.1,g/L,\np1,R2,LAB.CBC,2026-11-20 09:00,检验,HGB,121,mmol,\n");
        Assert.Equal((5, 1, 1), (view.Rows, view.Taken, view.RefusedCount));
        var result = await laboratory.Do(new GetResult(County, (await laboratory.List(County))[0].Id, Language.Zh));
        Assert.Equal(["WBC 12.1 High", "HGB 121 ", "PLT 210 "], result.Values.Select(v => $"{v.Name} {v.Value} {v.Flag}"));
        Assert.Equal([5, 6], (await Refused(view.Id)).Select(r => r.Line));
    }

    [Fact]
    public async Task A_file_of_a_spreadsheet_in_gb18030_and_one_with_a_mark_are_read()
    {
        const string text = "患者ID,报告编号,项目编码,检查时间,类别,结论\r\np1,=\"0012\",CT.CHEST.PLAIN,2026/11/20 8:00,影像,\"右肺结节，\r\n建议复查 㐂\"\r\n";
        var gb = await Run(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text));
        Assert.Equal(1, gb.Taken);
        var utf = await Run([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);
        Assert.Equal(1, utf.Taken);
        var result = await laboratory.Do(new GetResult(County, Assert.Single(await laboratory.List(County)).Id, Language.Zh));
        Assert.Equal(("0012", "右肺结节，\n建议复查 㐂"), (result.LocalId, result.Report!.Conclusion));
    }

    [Fact]
    public async Task Old_stock_is_marked_and_alarms_nobody()
    {
        const string text = Header + "p1,R1,LAB.K,,,2019-11-20 08:00,检验,7.1,mmol/L,危急,\n";
        var view = await Run(Encoding.UTF8.GetBytes(text), legacy: true);
        Assert.True(view.Legacy);
        var prior = Assert.Single(await laboratory.Results.Of("p1", default));
        Assert.True(prior.Legacy);
        Assert.DoesNotContain(laboratory.ReadModel.Replay("inbox:county", 0, 10), r => r.Type == "criticalValue");
        Assert.Contains(laboratory.ReadModel.Replay("inbox:county", 0, 10), r => r.Type == "importFinished");
        await Run(Header + "p1,R9,LAB.K,,,2026-11-23 08:00,检验,7.1,mmol/L,危急,\n");
        Assert.Contains(laboratory.ReadModel.Replay("inbox:county", 0, 10), r => r.Type == "criticalValue");
    }

    [Fact]
    public async Task A_file_without_its_columns_is_refused_at_once_and_leaves_nothing()
    {
        var answer = await laboratory.Ask(new ReceiveImport(laboratory.By(CountyOffice), new MemoryStream("姓名,结果\n张三,4.1\n"u8.ToArray()), false));
        Assert.Equal(["header.patientId", "header.itemCode", "header.performedAt", "header.category"], answer.Problem!.Fields!.Select(f => f.Field));
        Assert.Equal(403, (await laboratory.Ask(new ReceiveImport(laboratory.By(Bureau), Stream.Null, false))).Problem!.Status);
        Assert.Empty((await laboratory.Do(new ListImports(CountyOffice, null, null))).Items);
    }

    [Fact]
    public async Task A_mark_in_a_file_and_a_result_of_another_institution_are_refused()
    {
        var view = await Run("patientId,itemCode,performedAt,category,mark,institutionId\np1,LAB.K,2026-11-20,lab,全国HR,\np1,LAB.K,2026-11-20,lab,,city\np1,LAB.K,2026-11-20,lab,,county\n");
        Assert.Equal([("mark", "computed"), ("institutionId", "other-institution")], (await Refused(view.Id)).Select(r => (r.Field, r.Code)));
        Assert.Equal(1, view.Taken);
    }

    [Fact]
    public async Task Others_see_nothing_of_an_import()
    {
        var view = await Run(Header + "p1,R1,LAB.K,,,昨天,检验,4.1,mmol/L,,\n");
        Assert.Equal(404, (await laboratory.Ask(new GetImport(Township, view.Id))).Problem!.Status);
        Assert.Equal(404, (await laboratory.Ask(new ListRefused(Township, view.Id, null, null, Language.Zh))).Problem!.Status);
        Assert.Single((await laboratory.Do(new ListImports(County, null, null))).Items);
    }

    [Fact]
    public async Task Pages_of_imports_follow_each_other_the_newest_first_though_they_began_at_one_moment()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add((await Run(Header + $"p1,R{i},LAB.K,,,2026-11-20 08:00,检验,4.1,mmol/L,,\n")).Id);
        var whole = await List(5, null);
        Assert.Equal(ids.Order(StringComparer.Ordinal), whole.Items.Select(i => i.Id).Order(StringComparer.Ordinal));
        Assert.Null(whole.Next);
        var seen = new List<string>();
        var (cursor, pages) = ((string?)null, 0);
        do
        {
            var page = await List(2, cursor);
            seen.AddRange(page.Items.Select(i => i.Id));
            (cursor, pages) = (page.Next, pages + 1);
        }
        while (cursor is not null);
        Assert.Equal(3, pages);
        Assert.Equal(whole.Items.Select(i => i.Id), seen);
        Assert.Equal("limit", Assert.Single((await laboratory.Ask(new ListImports(County, 201, null))).Problem!.Fields!).Field);

        Task<Page<ImportView>> List(int? limit, string? cursor) => laboratory.Do(new ListImports(CountyOffice, limit, cursor));
    }

    [Fact]
    public async Task An_import_that_was_cut_off_goes_on_where_it_stood_and_takes_nothing_twice()
    {
        var folder = Directory.CreateTempSubdirectory("telemed-cut-").FullName;
        var file = new StringBuilder(Header);
        for (var i = 0; i < 6_000; i++)
            file.Append(CultureInfo.InvariantCulture, $"p{i % 50},{(i % 3 == 0 ? "" : $"R{i}")},{(i % 500 == 7 ? "LAB.NONE" : "LAB.K")},,,2026-11-20 08:{i / 60 % 60:D2}:{i % 60:D2},检验,{i}.1,mmol/L,,\n");
        string id;
        await using (var first = await Open(folder))
        {
            id = (await first.Do(new ReceiveImport(first.By(CountyOffice), new MemoryStream(Encoding.UTF8.GetBytes(file.ToString())), false))).Id;
            using var stop = new CancellationTokenSource();
            var import = (await first.Owner.Load(Import.Aggregate, id, default)).State;
            var run = new ImportRun(first.Get<ImportTools>(), id, import, p => { if (p.Records > 2_000) stop.Cancel(); });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Run(stop.Token));   // as a kill would: nothing is said about how far it came
        }
        await using (var second = await Open(folder))
        {
            await second.Get<ImportService>().Work(id, default);
            var done = (await second.Owner.Load(Import.Aggregate, id, default)).State;
            Assert.Equal((6_000, 5_988, 12), (done.Progress.Records, done.Progress.Results, done.Progress.Refused));
            await second.ReadModel.WaitFor(new(Import.Category, id), (await second.Owner.Load(Import.Aggregate, id, default)).Version, default);
            var count = 0;
            for (var p = 0; p < 50; p++) count += (await second.Results.Of($"p{p}", default)).Count;
            Assert.Equal(5_988, count);
            Assert.True((await second.Log.Verify(default)).Valid);
            var refused = (await second.Do(new ListRefused(CountyOffice, id, null, null, Language.Zh))).Items;
            Assert.Equal(12, refused.Select(r => r.Line).Distinct().Count());
            Assert.Equal(12, refused.Count);
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, "imports"), "*.csv"));   // it may hold what the platform does not keep
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_step_that_was_written_down_is_not_done_again()
    {
        var file = new StringBuilder(Header);
        for (var i = 0; i < 100; i++) file.Append(CultureInfo.InvariantCulture, $"p1,R{i},{(i % 10 == 0 ? "LAB.NONE" : "LAB.K")},,,2026-11-20 08:{i / 60:D2}:{i % 60:D2},检验,{i}.1,mmol/L,,\n");
        var id = (await Receive(file.ToString())).Id;
        var folder = laboratory.Get<ImportTools>().Folder;
        using (var list = new RefusedRows(folder.RefusedOf(id), 0)) list.Add(new(2, "itemCode", "unknown", new("甲", "a")));
        var before = new ImportProgress(50, 45, 5, new FileInfo(folder.RefusedOf(id)).Length, TimeSpan.FromSeconds(1));
        await laboratory.Owner.Transact(Import.Aggregate, id, null, new("advance-50", null, new("x"), Ten), s => Import.Advance(s, before, Ten), default);
        await laboratory.Get<ImportService>().Work(id, default);
        var done = (await laboratory.Owner.Load(Import.Aggregate, id, default)).State;
        Assert.Equal((100, 90, 10), (done.Progress.Records, done.Progress.Results, done.Progress.Refused));
        await laboratory.ReadModel.WaitFor(new(Import.Category, id), (await laboratory.Owner.Load(Import.Aggregate, id, default)).Version, default);
        Assert.Equal(45, (await laboratory.Results.Of("p1", default)).Count);   // the first fifty were said to be done
    }

    private Task<ImportView> Run(string text) => Run(Encoding.UTF8.GetBytes(text));

    private async Task<ImportView> Run(byte[] bytes, bool legacy = false)
    {
        var id = (await laboratory.Do(new ReceiveImport(laboratory.By(CountyOffice), new MemoryStream(bytes), legacy))).Id;
        await laboratory.Get<ImportService>().Work(id, default);
        await laboratory.ReadModel.WaitFor(new(Import.Category, id), (await laboratory.Owner.Load(Import.Aggregate, id, default)).Version, default);
        return await laboratory.Do(new GetImport(CountyOffice, id));
    }

    private Task<ImportReceipt> Receive(string text) =>
        laboratory.Do(new ReceiveImport(laboratory.By(CountyOffice), new MemoryStream(Encoding.UTF8.GetBytes(text)), false));

    private async Task<IReadOnlyList<RefusedView>> Refused(string id)
    {
        var all = new List<RefusedView>();
        string? cursor = null;
        do
        {
            var page = await laboratory.Do(new ListRefused(CountyOffice, id, 7, cursor, Language.En));
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    private async Task<(decimal?, decimal?)> Limits(string patient)
    {
        var value = (await laboratory.Do(new GetResult(County, (await laboratory.List(County, patient))[0].Id, Language.Zh))).Values[0];
        return (value.Low, value.High);
    }
}
