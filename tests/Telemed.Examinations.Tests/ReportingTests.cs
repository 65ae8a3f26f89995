using Telemed.Contracts;
using Telemed.Examinations.Items;
using Telemed.Examinations.Reading;
using Telemed.Examinations.Reporting;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>What an institution may report, what is refused and where it says so.</summary>
public sealed class ReportingTests : IAsyncLifetime
{
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Open();

    public ValueTask DisposeAsync() => laboratory.DisposeAsync();

    [Fact]
    public async Task A_reported_result_is_shown_as_it_was_reported_with_names_and_mark()
    {
        var made = await laboratory.Ask(new ReportResult(laboratory.By(County), laboratory.Chest(study: "1.2.3")));
        Assert.Equal($"/api/v1/results/{made.Value.Id}", made.Location);
        var view = await laboratory.Do(new GetResult(County, made.Value.Id, Language.Zh));
        Assert.Equal(("CT.CHEST.PLAIN", "CT 胸部平扫", "exam"), (view.Item!.Code, view.Item.Name, view.Item.System));
        Assert.Equal(("乙县医院", "贵州省HR", "1.2.3", "ct64", true, false), (view.InstitutionName, view.Mark, view.StudyInstanceUid, view.DeviceClass, view.Mapped, view.Legacy));
        Assert.Equal("右肺下叶炎症", view.Report!.Conclusion);
        Assert.Equal("CT chest without contrast", (await laboratory.Do(new GetResult(County, view.Id, Language.En))).Item!.Name);
    }

    [Fact]
    public async Task The_same_again_is_the_same_result_and_something_else_under_its_number_is_refused()
    {
        var first = await laboratory.Report(laboratory.Potassium());
        var again = await laboratory.Ask(new ReportResult(laboratory.By(County), laboratory.Potassium()));
        Assert.Equal((first.Id, 1L, null), (again.Value.Id, again.Version, again.Location));
        foreach (var other in new[] { laboratory.Potassium(value: "6.9"), laboratory.Potassium(patient: "p2"), laboratory.Potassium(at: Ten.AddHours(-2)) })
        {
            var refused = await laboratory.Ask(new ReportResult(laboratory.By(County), other));
            Assert.Equal((409, "result-exists", first.Id), (refused.Problem!.Status, refused.Problem.Code, refused.Problem.Extensions!["existingId"]));
        }
        var imaging = await laboratory.Report(laboratory.Chest(localId: "K-1"));
        Assert.NotEqual(first.Id, imaging.Id);   // the number is one within its category
        Assert.Equal(2, (await laboratory.List(County)).Count);
    }

    [Fact]
    public async Task Two_institutions_may_use_one_number()
    {
        var county = await laboratory.Report(laboratory.Potassium());
        var township = await laboratory.Report(laboratory.Potassium(institution: "township"), Township);
        Assert.NotEqual(county.Id, township.Id);
    }

    [Fact]
    public async Task A_command_sent_again_gives_the_same_answer()
    {
        var by = laboratory.By(County);
        var body = laboratory.Potassium(localId: null);
        var (first, again) = (await laboratory.Ask(new ReportResult(by, body)), await laboratory.Ask(new ReportResult(by, body)));
        Assert.Equal((first.Value.Id, first.Location), (again.Value.Id, again.Location));
        Assert.Single(await laboratory.List(County));
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once_with_its_field()
    {
        var body = new ResultBody(
            null, null, "CT.TOE", "standard", null, null, Ten.AddDays(1), Ten.AddDays(2), Ten.AddYears(-80), "scan",
            [new(null, null, null, null, null, null, "odd"), null], null, "not-a-uid", null, null, null, [new("magic", null)], System.Text.Json.JsonDocument.Parse("\"全国HR\"").RootElement);
        var problem = (await laboratory.Ask(new ReportResult(laboratory.By(County), body))).Problem!;
        Assert.Equal(
            ["patientId", "institutionId", "category", "itemCode", "performedAt", "collectedAt", "reportedAt", "collectedAt", "reportedAt", "values[0].name", "values[0].value",
             "values[0].flag", "values[1]", "studyInstanceUid", "interventions[0].kind", "interventions[0].at", "mark"],
            problem.Fields!.Select(f => f.Field));
        Assert.All(problem.Fields!, f => Assert.NotEqual(f.Text.Zh, f.Text.En));
        Assert.Equal("computed", problem.Fields![^1].Code);
    }

    [Theory]
    [InlineData("patientId", "unknown", "p404", "LAB.K", "mmol/L", "lab")]
    [InlineData("itemCode", "unknown", "p1", "LAB.KALIUM", "mmol/L", "lab")]
    [InlineData("values[0].unit", "unit", "p1", "LAB.K", "mg/dL", "lab")]
    [InlineData("values[0].unit", "unit", "p1", "LAB.GLU", "mg/dL", "lab")]
    [InlineData("category", "conflict", "p1", "LAB.K", "mmol/L", "imaging")]
    public async Task A_wrong_field_is_named(string field, string code, string patient, string item, string unit, string category)
    {
        var body = laboratory.Potassium(patient: patient, code: item, unit: unit) with { Category = category };
        var error = Assert.Single((await laboratory.Ask(new ReportResult(laboratory.By(County), body))).Problem!.Fields!);
        Assert.Equal((field, code), (error.Field, error.Code));
        Assert.Empty(await laboratory.List(County));
    }

    [Theory]
    [InlineData("LAB.CBC", "WBC", "10*9/L", true)]
    [InlineData("LAB.CBC", "白细胞", "×10⁹/L", true)]
    [InlineData("LAB.CBC", "WBC", "x10^9/L", true)]
    [InlineData("LAB.CBC", "WBC", "g/L", false)]
    [InlineData("LAB.CBC", "HGB", "g/l", true)]
    [InlineData("LAB.CBC", "本院自定项", "任意", true)]
    [InlineData("LAB.CREA", "肌酐", "umol/L", true)]
    [InlineData("LAB.CREA", "肌酐", "µmol/L", true)]
    [InlineData("LAB.CREA", "肌酐", "mg/dL", false)]
    [InlineData("LAB.TSH", "TSH", "uIU/ml", true)]
    public void Units_are_compared_as_hospitals_write_them(string item, string name, string unit, bool fits) =>
        Assert.Equal(fits, StandardItems.Embedded().Definition(item)!.Fits(null, name, unit));

    [Fact]
    public async Task A_study_of_another_patient_is_refused_and_one_nobody_has_matched_is_not()
    {
        laboratory.Studies.All["1.2.3"] = new("county", "p2", "CT", null, null);
        laboratory.Studies.All["1.2.4"] = new("county", null, "CT", null, null);
        var problem = (await laboratory.Ask(new ReportResult(laboratory.By(County), laboratory.Chest(study: "1.2.3")))).Problem!;
        Assert.Equal(("studyInstanceUid", "other-patient"), (problem.Fields![0].Field, problem.Fields[0].Code));
        await laboratory.Report(laboratory.Chest(study: "1.2.4"));
    }

    [Fact]
    public async Task An_institution_reports_its_own_results_only()
    {
        Assert.Equal((403, "other-institution"), Said((await laboratory.Ask(new ReportResult(laboratory.By(Township), laboratory.Potassium()))).Problem));
        foreach (var caller in new[] { Resident, Bureau, As("x", "county", Role.Administrator) })
            Assert.Equal(403, (await laboratory.Ask(new ReportResult(laboratory.By(caller), laboratory.Potassium()))).Problem!.Status);
        await laboratory.Report(laboratory.Potassium(), CountyOffice);
    }

    [Fact]
    public void The_items_are_those_that_everybody_names()
    {
        var items = StandardItems.Embedded();
        foreach (var code in new[] { "CT.HEAD.PLAIN", "DR.KNEE.L", "MG.BREAST", "US.ECHO", "ECG.12LEAD", "PETCT.BODY", "PATH.CYTOLOGY", "LAB.CBC", "LAB.TP-AB", "LAB.BLOODGAS", "LAB.CULTURE" })
            Assert.NotNull(items.Find(code));
        Assert.Equal(items.All.Count, items.All.Select(i => i.Code).Distinct().Count());
        Assert.All(items.All, i => Assert.NotEqual(i.Name.Zh, i.Name.En));
        Assert.Null(items.Find("ct.head.plain"));
    }

    [Fact]
    public async Task Items_are_found_by_code_and_name()
    {
        Assert.Equal(["DR.KNEE.L"], (await laboratory.Do(new ListItems("左膝", null, null, Language.Zh))).Items.Select(i => i.Code));
        Assert.Equal(["CT.CHEST.PLAIN"], (await laboratory.Do(new ListItems("肺部CT", ResultCategory.Imaging, null, Language.Zh))).Items.Where(i => i.Aliases.Contains("肺部CT")).Select(i => i.Code));
        Assert.Equal(["LAB.TSH"], (await laboratory.Do(new ListItems("thyroid stim", null, null, Language.En))).Items.Select(i => i.Code));
        Assert.All((await laboratory.Do(new ListItems(null, ResultCategory.Ecg, null, Language.Zh))).Items, i => Assert.StartsWith("ECG.", i.Code, StringComparison.Ordinal));
    }

    private static (int, string) Said(Problem? problem) => (problem!.Status, problem.Code);
}
