using Telemed.Contracts;
using Telemed.Examinations.Correcting;
using Telemed.Examinations.Reading;
using Telemed.Examinations.Reporting;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>Corrections in the open, and results taken back.</summary>
public sealed class CorrectingTests : IAsyncLifetime
{
    private static readonly CorrectBody Nothing = new("录入错误", null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Open();

    public ValueTask DisposeAsync() => laboratory.DisposeAsync();

    [Fact]
    public async Task A_correction_is_a_new_version_and_the_old_one_stays_to_be_seen()
    {
        var made = await laboratory.Report(laboratory.Potassium());
        var corrected = await Correct(made.Id, Nothing with { Values = [new("K", "钾", "4.8", "mmol/L", null, null, null)], PerformedAt = Ten.AddHours(-2) });
        Assert.Equal((2L, "4.8", 2, "录入错误"), (corrected.Version, corrected.Values[0].Value, corrected.Corrections[0].Version, corrected.Corrections[0].Reason));
        Assert.Equal(("LAB.K", "K-1"), (corrected.Item!.Code, corrected.LocalId));
        var versions = (await laboratory.Do(new GetVersions(County, made.Id))).Items;
        Assert.Equal([(2, "4.8", "录入错误"), (1, "4.1", null)], versions.Select(v => (v.Version, v.Values[0].Value, v.Reason)));
        var row = Assert.Single(await laboratory.List(County));
        Assert.Equal(("钾 4.8 mmol/L", 1, "K-1", Ten.AddHours(-2)), (row.Summary, row.Corrections, row.LocalId, row.PerformedAt));
        Assert.Equal(2, (await laboratory.Results.Of("p1", default))[0].Version);
        Assert.Equal(2, (await laboratory.Results.Find(made.Id, default))!.Version);
        Assert.Equal(404, (await laboratory.Ask(new GetVersions(Township, made.Id))).Problem!.Status);
    }

    [Fact]
    public async Task A_correction_may_change_the_item_and_even_turn_it_into_an_own_code()
    {
        var made = await laboratory.Report(laboratory.Potassium());
        var corrected = await Correct(made.Id, Nothing with { ItemCode = "GHK", ItemSystem = "local:lis", ItemName = "血钾" });
        Assert.Equal((false, "GHK", "血钾"), (corrected.Mapped, corrected.Local!.Code, corrected.Local.Name));
        Assert.Null((await laboratory.Results.Of("p1", default))[0].ItemCode);
        var back = await Correct(made.Id, Nothing with { ItemCode = "LAB.NA" });
        Assert.Equal("LAB.NA", back.Item!.Code);
    }

    [Fact]
    public async Task A_correction_is_checked_like_a_report()
    {
        var made = await laboratory.Report(laboratory.Potassium());
        Assert.Equal("values[0].unit", await Field(Nothing with { Values = [new(null, "钾", "4", "mg/dL", null, null, null)] }));
        Assert.Equal("performedAt", await Field(Nothing with { PerformedAt = Ten.AddDays(1) }));
        Assert.Equal("itemCode", await Field(Nothing with { ItemCode = "LAB.X" }));
        Assert.Equal("reason", await Field(Nothing with { Reason = " " }));
        Assert.Equal("category", await Field(Nothing with { ItemCode = "CT.HEAD.PLAIN" }));
        Assert.Equal("other-patient", (await laboratory.Ask(new CorrectResult(laboratory.By(County), made.Id, Nothing with { PatientId = "p2", Method = "x" }))).Problem!.Code);
        Assert.Equal(1, (await laboratory.Do(new GetResult(County, made.Id, Language.Zh))).Version);

        async Task<string> Field(CorrectBody body) => (await laboratory.Ask(new CorrectResult(laboratory.By(County), made.Id, body))).Problem!.Fields![0].Field;
    }

    [Fact]
    public async Task A_stale_correction_changes_nothing_and_others_do_not_correct()
    {
        var made = await laboratory.Report(laboratory.Potassium());
        await Correct(made.Id, Nothing with { Method = "离子选择电极法" });
        Assert.Equal(412, (await laboratory.Ask(new CorrectResult(laboratory.By(County, seen: 1), made.Id, Nothing with { Method = "x" }))).Problem!.Status);
        await laboratory.Publish(new CaseAccessChanged("case1", "p1", ["township"], [], Open: true, [made.Id]));
        Assert.Equal(403, (await laboratory.Ask(new CorrectResult(laboratory.By(Township), made.Id, Nothing with { Method = "x" }))).Problem!.Status);
        Assert.Equal(403, (await laboratory.Ask(new VoidResult(laboratory.By(Resident), made.Id, new("x")))).Problem!.Status);
        Assert.Equal(404, (await laboratory.Ask(new VoidResult(laboratory.By(As("x", "city", Role.Physician)), made.Id, new("x")))).Problem!.Status);
    }

    [Fact]
    public async Task A_voided_result_is_offered_to_nobody_and_stays_with_its_reason()
    {
        var made = await laboratory.Report(laboratory.Potassium());
        var voided = await laboratory.Do(new VoidResult(laboratory.By(County), made.Id, new("样本混淆")));
        Assert.Equal("样本混淆", voided.Voided!.Reason);
        Assert.Empty(await laboratory.List(County));
        Assert.Empty(await laboratory.Results.Of("p1", default));
        Assert.Null(await laboratory.Results.Find(made.Id, default));
        Assert.Equal("样本混淆", (await laboratory.Do(new GetResult(County, made.Id, Language.Zh))).Voided!.Reason);
        Assert.Equal("is-voided", (await laboratory.Ask(new CorrectResult(laboratory.By(County), made.Id, Nothing with { Method = "x" }))).Problem!.Code);
        Assert.Equal("result-exists", (await laboratory.Ask(new ReportResult(laboratory.By(County), laboratory.Potassium()))).Problem!.Code);
    }

    [Fact]
    public async Task A_rebuilt_read_model_is_the_same_after_corrections()
    {
        var made = await laboratory.Report(laboratory.Potassium(flag: "critical", value: "6.9"));
        await Correct(made.Id, Nothing with { ItemCode = "GHK", ItemSystem = "local:lis" });
        var gone = await laboratory.Report(laboratory.Chest());
        await laboratory.Do(new VoidResult(laboratory.By(County), gone.Id, new("x")));
        var before = laboratory.Dump();
        await laboratory.ReadModel.Rebuild(default);
        Assert.Equal(before, laboratory.Dump());
    }

    private Task<ResultView> Correct(string id, CorrectBody body) => laboratory.Do(new CorrectResult(laboratory.By(County), id, body));
}
