using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Examinations.Arising;
using Telemed.Examinations.Reading;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>A released opinion of a remote diagnosis becomes a result of the asking institution, once.</summary>
public sealed class ArisingTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("telemed-arising-").FullName;
    private readonly Opinions opinions = new();
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Start();

    public async ValueTask DisposeAsync()
    {
        await laboratory.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_released_opinion_becomes_a_result_with_its_study_once_also_after_a_restart()
    {
        laboratory.Studies.All["1.2.3"] = new("township", "p1", "CT", "胸部CT平扫", "CHEST", Ten.AddDays(-1));
        opinions.Last = Opinion();
        await Release();
        await Settle();
        await Settle();
        var result = Assert.Single(await laboratory.List(Township));
        Assert.Equal(("CT.CHEST.PLAIN", "1.2.3", Ten.AddDays(-1), "township"), (result.Item!.Code, result.StudyInstanceUid, result.PerformedAt, result.InstitutionId));
        var full = await laboratory.Do(new GetResult(Township, result.Id, Language.Zh));
        Assert.Equal(("右肺下叶斑片影", "肺炎。三天后复查", "顾医生", "opinion", "c1"), (full.Report!.Findings, full.Report.Conclusion, full.Report.Reporter, full.Origin!.Kind, full.Origin.Id));
        await laboratory.DisposeAsync();
        laboratory = await Start();
        await Settle();
        Assert.Equal(1, Assert.Single(await laboratory.List(Township)).Version);
    }

    [Fact]
    public async Task What_a_crash_cut_off_between_opinion_and_result_is_made_after_the_restart()
    {
        opinions.Last = Opinion() with { Studies = [] };
        await Release();
        await laboratory.DisposeAsync();   // before anybody made the result
        laboratory = await Start();
        await Settle();
        Assert.Single(await laboratory.List(Township));
    }

    [Fact]
    public async Task An_amended_opinion_corrects_its_result_and_the_same_again_changes_nothing()
    {
        opinions.Last = Opinion() with { Studies = [] };
        await Release();
        await Settle();
        opinions.Last = opinions.Last with { Version = 2, Conclusion = "肺结核可能" };
        await Release();
        await Settle();
        var result = Assert.Single(await laboratory.List(Township));
        Assert.Equal((1, "肺结核可能"), (result.Corrections, result.Summary));
        opinions.Last = opinions.Last with { Version = 3 };
        await Release();
        await Settle();
        await Settle();
        Assert.Equal(1, Assert.Single(await laboratory.List(Township)).Corrections);
    }

    [Fact]
    public async Task Two_releases_before_the_result_make_one_result_of_the_last()
    {
        opinions.Last = Opinion() with { Studies = [] };
        await Release();
        opinions.Last = opinions.Last with { Version = 2, Conclusion = "肺结核可能" };
        await Release();
        await Settle();
        Assert.Equal((0, "肺结核可能"), (Assert.Single(await laboratory.List(Township)).Corrections, (await laboratory.List(Township))[0].Summary));
    }

    [Fact]
    public async Task A_result_waits_for_its_study_a_while_and_an_unknown_description_goes_to_the_steward()
    {
        opinions.Last = Opinion();
        await Release();
        await Settle();
        Assert.Empty(await laboratory.List(Township));
        laboratory.Studies.All["1.2.3"] = new("township", null, "CT", "肺部低剂量筛查套餐", null);
        await Settle();
        var result = Assert.Single(await laboratory.List(Township));
        Assert.Equal((false, "CT:肺部低剂量筛查套餐", ArisingService.System), (result.Mapped, result.Local!.Code, result.Local.System));
    }

    [Fact]
    public async Task Without_its_study_it_is_made_when_patience_ends()
    {
        opinions.Last = Opinion();
        await Release();
        laboratory.Time.Advance(TimeSpan.FromMinutes(31));
        await Settle();
        Assert.Equal("imaging:-", Assert.Single(await laboratory.List(Township)).Local!.Code);
    }

    [Theory]
    [InlineData("clinical", "opinionReleased")]
    [InlineData("imaging", "accepted")]
    public async Task Other_kinds_and_steps_make_nothing(string kind, string step)
    {
        opinions.Last = Opinion() with { Studies = [] };
        await Release(kind, step);
        await Settle();
        Assert.Empty(await laboratory.List(Township));
    }

    private static DiagnosticOpinion Opinion() => new("c1", 1, ServiceKind.Imaging, "p1", "township", ["1.2.3"], "右肺下叶斑片影", "肺炎。三天后复查", "顾医生", Ten);

    private Task<Laboratory> Start() => Open(folder, services => services.AddSingleton<IDiagnosticOpinions>(opinions));

    private Task Settle() => laboratory.Get<ArisingService>().SettleAll(default);

    private Task Release(string kind = "imaging", string step = "opinionReleased") => laboratory.Publish(new CaseStep(
        "consultation", "c1", step, Ten, "city", new("YC-1", kind, Urgency.Routine, "released", true, "p1", "township", "city", "放射科", "520191", "520190")));

    private sealed class Opinions : IDiagnosticOpinions
    {
        public DiagnosticOpinion? Last { get; set; }

        public ValueTask<DiagnosticOpinion?> Of(string consultationId, CancellationToken cancellationToken) => new(consultationId == "c1" ? Last : null);
    }
}
