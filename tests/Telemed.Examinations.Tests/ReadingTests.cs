using Telemed.Contracts;
using Telemed.Examinations.Reading;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>Who reads which result, and what recognition learns of it.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Open();

    public ValueTask DisposeAsync() => laboratory.DisposeAsync();

    [Fact]
    public async Task A_result_is_read_by_its_institution_and_its_patient_and_by_nobody_else()
    {
        var made = await laboratory.Report(laboratory.Potassium());
        foreach (var caller in new[] { Township, Bureau, As("x", "county", Role.Administrator), Resident with { PatientId = "p2" }, As("auditor", null, Role.Auditor) })
        {
            Assert.Equal(404, (await laboratory.Ask(new GetResult(caller, made.Id, Language.Zh))).Problem!.Status);
            Assert.Empty(await laboratory.List(caller));
        }
        foreach (var caller in new[] { County, CountyOffice, Resident })
        {
            Assert.Equal(made.Id, (await laboratory.Do(new GetResult(caller, made.Id, Language.Zh))).Id);
            Assert.Single(await laboratory.List(caller));
        }
        Assert.Equal(["ownRecord", "treatment"], laboratory.Reads.Recorded.Select(r => r.Purpose).Distinct().Order());
        Assert.Equal(404, (await laboratory.Ask(new GetResult(County, "none", Language.Zh))).Problem!.Status);
    }

    [Fact]
    public async Task A_live_case_opens_the_results_it_names_and_its_end_closes_them()
    {
        var named = await laboratory.Report(laboratory.Potassium());
        var other = await laboratory.Report(laboratory.Chest());
        var open = new CaseAccessChanged("case1", "p1", ["township", "city"], [], Open: true, [named.Id]);
        await laboratory.Publish(open);
        Assert.Equal(named.Id, (await laboratory.Do(new GetResult(Township, named.Id, Language.Zh))).Id);
        Assert.Equal("case1", laboratory.Reads.Recorded.Last().CaseId);
        Assert.Equal([named.Id], (await laboratory.List(Township)).Select(r => r.Id));
        Assert.Equal(404, (await laboratory.Ask(new GetResult(Township, other.Id, Language.Zh))).Problem!.Status);
        await laboratory.Publish(open with { Open = false });
        Assert.Equal(404, (await laboratory.Ask(new GetResult(Township, named.Id, Language.Zh))).Problem!.Status);
        Assert.Empty(await laboratory.List(Township));
    }

    [Fact]
    public async Task A_case_does_not_open_a_result_of_another_patient_by_naming_it()
    {
        var others = await laboratory.Report(laboratory.Potassium(patient: "p2"));
        await laboratory.Publish(new CaseAccessChanged("case1", "p1", ["township"], [], Open: true, [others.Id]));
        Assert.Equal(404, (await laboratory.Ask(new GetResult(Township, others.Id, Language.Zh))).Problem!.Status);
        Assert.Empty(await laboratory.List(Township, "p2"));
    }

    [Fact]
    public async Task A_list_goes_page_by_page_newest_first_and_by_category_and_item()
    {
        for (var i = 0; i < 7; i++) await laboratory.Report(laboratory.Potassium($"K-{i}", at: Ten.AddHours(-i - 1)));
        await laboratory.Report(laboratory.Chest());
        var seen = new List<ResultItem>();
        string? cursor = null;
        do
        {
            var page = await laboratory.Do(new ListResults(County, "p1", null, null, 3, cursor, Language.Zh));
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(seen.OrderByDescending(r => r.PerformedAt).Select(r => r.Id), seen.Select(r => r.Id));
        Assert.Equal((8, 8), (seen.Count, seen.Select(r => r.Id).Distinct().Count()));
        Assert.Equal(("钾 4.1 mmol/L", "K-0"), (seen[0].Summary, seen[0].LocalId));
        Assert.Equal("右肺下叶炎症", seen[^1].Summary);
        Assert.All(seen, r => Assert.Null(r.Values));
        Assert.Equal("4.1", (await laboratory.Do(new ListResults(County, "p1", null, "LAB.K", 1, null, Language.Zh, Values: true))).Items[0].Values![0].Value);
        Assert.Single((await laboratory.Do(new ListResults(County, "p1", "imaging", null, null, null, Language.Zh))).Items);
        Assert.Equal(7, (await laboratory.Do(new ListResults(County, "p1", null, "LAB.K", null, null, Language.Zh))).Items.Count);
    }

    [Fact]
    public async Task Recognition_learns_what_it_asks_for_and_no_value()
    {
        var chest = await laboratory.Report(laboratory.Chest(study: "1.2.3") with { Interventions = [new("surgery", Ten.AddDays(-6))] });
        var text = await laboratory.Report(laboratory.Chest("CT-2", at: Ten.AddDays(-3)));
        await laboratory.Report(laboratory.Potassium(system: "local:lis", code: "GHK"));
        var all = (await laboratory.Results.Of("p1", default)).ToDictionary(r => r.Id);
        var prior = all[chest.Id];
        Assert.Equal(("county", "CT.CHEST.PLAIN", ResultCategory.Imaging, "1.2.3", "ct64", true, 1), (prior.InstitutionId, prior.ItemCode, prior.Category, prior.StudyUid, prior.DeviceClass, prior.Retrievable, prior.Version));
        Assert.Equal([new("surgery", Ten.AddDays(-6))], prior.Interventions);
        Assert.False(all[text.Id].Retrievable);
        Assert.Contains(all.Values, r => r.ItemCode is null && r.Category == ResultCategory.Lab);
        var alone = (await laboratory.Results.Find(chest.Id, default))!;
        Assert.Equal(prior, alone with { Interventions = prior.Interventions });
        Assert.Equal(prior.Interventions, alone.Interventions);
        Assert.Empty(await laboratory.Results.Of("p2", default));
        Assert.Null(await laboratory.Results.Find("none", default));
    }

    [Fact]
    public async Task A_rebuilt_read_model_is_the_same()
    {
        await laboratory.Report(laboratory.Chest(study: "1.2.3"));
        await laboratory.Report(laboratory.Potassium());
        var before = laboratory.Dump();
        Assert.NotEmpty(before);
        await laboratory.ReadModel.Rebuild(default);
        Assert.Equal(before, laboratory.Dump());
    }
}
