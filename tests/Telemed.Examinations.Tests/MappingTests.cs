using Telemed.Contracts;
using Telemed.Examinations.Correcting;
using Telemed.Examinations.Items;
using Telemed.Examinations.Mapping;
using Telemed.Examinations.Reading;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>Own codes wait for a steward, get a meaning, and old results follow.</summary>
public sealed class MappingTests : IAsyncLifetime
{
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Open();

    public ValueTask DisposeAsync() => laboratory.DisposeAsync();

    [Fact]
    public async Task An_unknown_code_waits_with_suggestions_and_its_mapping_holds_for_old_results_and_new_ones()
    {
        var old = await laboratory.Report(laboratory.Potassium(system: "local:lis", code: "GHK"));
        Assert.False(old.Mapped);
        var waiting = Assert.Single(await List("open"));
        Assert.Equal(("GHK", 1L, "LAB.K"), (waiting.Code, waiting.N, waiting.Suggestions[0].Code));
        var mapped = await Map("GHK", "LAB.K");
        Assert.Equal(("LAB.K", "血清钾", "county-office 某"), (mapped.StandardCode, mapped.StandardName, mapped.By));
        var late = await laboratory.Report(laboratory.Potassium("K-2", system: "local:lis", code: "GHK"));
        Assert.All(await laboratory.List(County), r => Assert.Equal("LAB.K", r.Item!.Code));
        Assert.All(await laboratory.Results.Of("p1", default), r => Assert.Equal("LAB.K", r.ItemCode));
        Assert.True((await laboratory.Do(new GetResult(County, old.Id, Language.Zh))).Mapped);
        Assert.Equal("LAB.K", (await laboratory.Results.Find(late.Id, default))!.ItemCode);
        Assert.Empty(await List("open"));
        Assert.Equal(2, Assert.Single(await List("mapped")).N);
        await Map("GHK", null);
        Assert.All(await laboratory.List(County), r => Assert.False(r.Mapped));
        Assert.Equal(2, Assert.Single(await List("open")).N);
    }

    [Fact]
    public async Task Who_asks_for_items_gets_own_codes_that_mean_them_and_only_the_number_of_what_is_older()
    {
        var since = Ten.AddDays(-30);
        await laboratory.Report(laboratory.Potassium("K-1"));
        await laboratory.Report(laboratory.Potassium("K-2", at: since.AddTicks(-10)));
        await laboratory.Report(laboratory.Potassium("K-3", at: since));
        await laboratory.Report(laboratory.Potassium("K-4", system: "local:lis", code: "GHK"));
        await laboratory.Report(laboratory.Potassium("K-5", system: "local:lis", code: "GHK", at: since.AddDays(-1)));
        await laboratory.Report(laboratory.Potassium("K-6", patient: "p2"));
        await laboratory.Report(laboratory.Chest());
        Assert.Equal((2, 1), await Count("LAB.K"));
        await Map("GHK", "LAB.K");
        Assert.Equal((3, 2), await Count("LAB.K"));
        Assert.Equal((4, 2), await Count("LAB.K", "CT.CHEST.PLAIN", "LAB.NA"));
        var found = await laboratory.Results.Of("p1", new Dictionary<string, DateTimeOffset> { ["LAB.K"] = since, ["CT.CHEST.PLAIN"] = since }, default);
        var all = (await laboratory.Results.Of("p1", default)).ToDictionary(r => r.Id);
        Assert.All(found.Results, r => Assert.Equal(all[r.Id] with { Interventions = r.Interventions }, r));
        await Map("GHK", null);
        Assert.Equal((2, 1), await Count("LAB.K"));
        Assert.Equal((0, 0), await Count("LAB.NA"));

        async Task<(int, int)> Count(params string[] items)
        {
            var found = await laboratory.Results.Of("p1", items.ToDictionary(item => item, _ => since), default);
            Assert.Subset(items.ToHashSet(), found.Older.Keys.ToHashSet());
            return (found.Results.Count, found.Older.Values.Sum());
        }
    }

    [Fact]
    public async Task Each_item_is_asked_from_a_moment_of_its_own_and_what_was_recoded_or_taken_back_counts_there_no_more()
    {
        var gone = await laboratory.Report(laboratory.Potassium("K-1", at: Ten.AddDays(-40)));
        var recoded = await laboratory.Report(laboratory.Potassium("K-2", at: Ten.AddDays(-50)));
        await laboratory.Report(laboratory.Potassium("K-3", at: Ten.AddDays(-10)));
        await laboratory.Report(laboratory.Potassium("NA-1", code: "LAB.NA", at: Ten.AddDays(-40)));
        Assert.Equal(["LAB.K 1+2", "LAB.NA 1+0"], await Found());
        await laboratory.Do(new VoidResult(laboratory.By(County), gone.Id, new("样本混淆")));
        Assert.Equal(["LAB.K 1+1", "LAB.NA 1+0"], await Found());
        await laboratory.Do(new CorrectResult(laboratory.By(County), recoded.Id, new("录入错误", null, "LAB.NA", null, null, null, null, null, null, null, null, null, null, null, null)));
        Assert.Equal(["LAB.K 1+0", "LAB.NA 2+0"], await Found());

        async Task<string[]> Found()
        {
            var since = new Dictionary<string, DateTimeOffset> { ["LAB.K"] = Ten.AddDays(-30), ["LAB.NA"] = Ten.AddDays(-60) };
            var found = await laboratory.Results.Of("p1", since, default);
            return [.. since.Keys.Select(item => $"{item} {found.Results.Count(r => r.ItemCode == item)}+{found.Older.GetValueOrDefault(item)}")];
        }
    }

    [Fact]
    public async Task A_mapping_is_one_institution_s_own()
    {
        await laboratory.Report(laboratory.Potassium(system: "local:lis", code: "GHK"));
        await laboratory.Report(laboratory.Potassium(system: "local:lis", code: "GHK", institution: "township"), Township);
        await Map("GHK", "LAB.K");
        Assert.Equal(["LAB.K", null], (await laboratory.Results.Of("p1", default)).OrderBy(r => r.InstitutionId).Select(r => r.ItemCode));
        Assert.Equal(["county", "township"], (await laboratory.Do(new ListMappings(Bureau, null, null, null, null, Language.Zh))).Items.Select(m => m.InstitutionId).Order());
    }

    [Fact]
    public async Task Wrong_mappings_are_refused_with_their_field()
    {
        await laboratory.Report(laboratory.Potassium(system: "local:lis", code: "GHK"));
        Assert.Equal("standardCode", (await Try(CountyOffice, "GHK", "LAB.X")).Fields![0].Field);
        Assert.Equal(("standardCode", "conflict"), ((await Try(CountyOffice, "GHK", "CT.HEAD.PLAIN")).Fields![0].Field, (await Try(CountyOffice, "GHK", "CT.HEAD.PLAIN")).Fields![0].Code));
        Assert.Equal("code", (await Try(CountyOffice, "NIX", "LAB.K")).Fields![0].Field);
        foreach (var caller in new[] { County, As("x", "township", Role.Office), Resident, Bureau with { AreaCode = "37" } })
            Assert.Equal(403, (await Try(caller, "GHK", "LAB.K")).Status);
        Assert.Equal(403, (await laboratory.Ask(new ListMappings(Township, "county", null, null, null, Language.Zh))).Problem!.Status);
        await laboratory.Do(new MapItem(laboratory.By(Bureau), new("county", "local:lis", "GHK", "LAB.K")));
    }

    [Fact]
    public async Task The_queue_goes_page_by_page_the_most_used_first()
    {
        for (var i = 0; i < 5; i++)
            for (var n = 0; n <= i; n++) await laboratory.Report(laboratory.Potassium($"K-{i}-{n}", system: "local:lis", code: $"C{i}"));
        var first = await laboratory.Do(new ListMappings(CountyOffice, null, "open", 2, null, Language.Zh));
        var second = await laboratory.Do(new ListMappings(CountyOffice, null, "open", 5, first.Next, Language.Zh));
        Assert.Equal(["C4", "C3", "C2", "C1", "C0"], first.Items.Concat(second.Items).Select(m => m.Code));
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("谷丙转氨酶", "1001", ResultCategory.Lab, "LAB.ALT")]
    [InlineData("丙氨酸氨基转移酶测定", "1001", ResultCategory.Lab, "LAB.ALT")]
    [InlineData("天冬氨酸氨基转移酶", "AST", ResultCategory.Lab, "LAB.AST")]
    [InlineData("血清肌酐测定(酶法)", "X", ResultCategory.Lab, "LAB.CREA")]
    [InlineData("钾离子", "K", ResultCategory.Lab, "LAB.K")]
    [InlineData("胸部CT平扫（64排）", "CT01", ResultCategory.Imaging, "CT.CHEST.PLAIN")]
    [InlineData("CT胸部增强扫描", "CT02", ResultCategory.Imaging, "CT.CHEST.CONTRAST")]
    [InlineData("颅脑MRI平扫", "MR01", ResultCategory.Imaging, "MR.HEAD.PLAIN")]
    [InlineData("左膝关节正侧位", "DR09", ResultCategory.Imaging, "DR.KNEE.L")]
    [InlineData("十二导心电图", "E1", ResultCategory.Ecg, "ECG.12LEAD")]
    [InlineData("Thyroid ultrasound scan", "U7", ResultCategory.Ultrasound, "US.THYROID")]
    public void The_best_suggestion_is_what_a_steward_would_choose(string name, string code, ResultCategory category, string expected) =>
        Assert.Equal(expected, new Suggestions(StandardItems.Embedded()).For(name, code, category, Language.Zh)[0].Code);

    [Fact]
    public void A_name_like_nothing_has_no_suggestion() =>
        Assert.Empty(new Suggestions(StandardItems.Embedded()).For("院内自制套餐三号", "Z9", ResultCategory.Lab, Language.Zh));

    private Task<MappingView> Map(string code, string? standard) => laboratory.Do(new MapItem(laboratory.By(CountyOffice), new("county", "local:lis", code, standard)));

    private async Task<Problem> Try(Caller caller, string code, string standard) =>
        (await laboratory.Ask(new MapItem(laboratory.By(caller), new("county", "local:lis", code, standard)))).Problem!;

    private async Task<IReadOnlyList<MappingView>> List(string state) => (await laboratory.Do(new ListMappings(CountyOffice, null, state, null, null, Language.Zh))).Items;
}
