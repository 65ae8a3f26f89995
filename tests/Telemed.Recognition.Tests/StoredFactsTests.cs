using System.Runtime.CompilerServices;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Findings;
using Telemed.Recognition.Keeping;
using Telemed.Recognition.Pricing;
using Telemed.Recognition.Quality;
using Telemed.Recognition.Sampling;
using static Telemed.Recognition.RecognitionEvent;
using static Telemed.Recognition.Tests.World;

namespace Telemed.Recognition.Tests;

/// <summary>What was stored once stays readable.</summary>
public sealed class StoredFactsTests
{
    private static readonly Candidate Prior = new(
        "r1", 2, "county", Ten.AddDays(-7), Ten.AddDays(-8), Ten.AddDays(23), "1.2.3", "64", "plain", true, true, [new("surgery", Ten.AddDays(-3))], AdministrativeTier.County, true, true,
        QualityState.Passed, true, "贵州省HR", Verdict.ReferenceOnly, Rule.Emergency, RecognitionRelation.Mark, new(Rule.NotRetrievable, Rule.Emergency));

    private static readonly CheckedItem Item = new(Ct, ResultCategory.Imaging, "O-1", Verdict.ReferenceOnly, Rule.Emergency, RecognitionRelation.Mark, new(Rule.Emergency), 160.5m, [Prior], 3);

    private static readonly Evidence Eqa = new(
        "county", Ct, new(2026, 1, 1), new(2026, 12, 31), "省影像质控中心", new(ScopeType.Agreement, "52+50", "黔渝"), EvidenceOutcome.Passed, 92.5, "64", [new(new(2026, 3, 1), new(2026, 3, 31), "抽检不合格")]);

    private static readonly Catalogue Version = new()
    {
        Region = "5201",
        Version = 2,
        EffectiveFrom = new(2026, 12, 1),
        EffectiveTo = new(2027, 12, 31),
        ApprovedBy = "市卫生健康局",
        Source = "示例",
        Mode = CatalogueMode.Strict,
        Items = [new(Ct, 720, WindowStart.Performed, [new(["I63*"], 24)], ["64"], ["plain"], new(new("缘由", "why")), true, EvidenceNeed.ByRelation)],
        Relations = [new(RecognitionRelation.Alliance, true, new("医联体", "alliance"), "条例")],
        Specialties = [new("儿科", [Ct], 0.5, 48, true, new("儿童", "children"))],
        Reasons = [new("other", new("其他", "other"), true, "国卫医发〔2022〕6号")],
        CheckHours = 72,
        Sampling = new(0.2, 5),
    };

    private static readonly object[] Examples =
    [
        new Checked("HR202611230000000001", new("doctor", "p-doctor"), World.Orderer, "patient", true, "全科", [new("I63.9", "脑梗死")],
            new(true, true, true, true, true, [new("transfusion", Ten.AddDays(-1))]), new("5201", 1), true, [Item], Ten.AddDays(3), Ten),
        new Opened(Ct, "r1", "doctor", "p-doctor", Ten), new Accepted(1, Ct, "r1", "影像清晰", "doctor", "p-doctor", Ten), new OrderWithdrawn(1, Ct, "O-1", Ten),
        new Declined(2, Ct, "r1", "other", "说明", "doctor", "p-doctor", Ten), new Deferred(3, Ct, "r1", "先会诊", "doctor", "p-doctor", Ten), new Revoked(1, "选错", "doctor", Ten),
        new Quoted(Ct, "r1", "首次病程记录", "doctor", "p-doctor", Ten), new Ordered(Ct, "O-1", true, 2, "doctor", "p-doctor", Ten), new Closed("doctor", Ten),
        new RepeatFound("HR202611230000000002", World.Orderer, "patient", Item, "r2", Ten, new("5201", 1), true, true, Ten),
        new CatalogueEvent.Published(Version, "bureau", Ten),
        new PriceEvent.Set(new() { Region = "5201", Version = 2, EffectiveFrom = new(2026, 12, 1), ApprovedBy = "医保局", Source = "示例", Items = [new(Ct, 200.5m, new Dictionary<AdministrativeTier, decimal> { [AdministrativeTier.County] = 180m })] }, "bureau", Ten),
        new QualityEvent.EvidenceRecorded(Eqa, "bureau", Ten), new QualityEvent.EvidenceSuspended(new(2026, 6, 1), "抽检不合格", "bureau", "s-1", Ten), new QualityEvent.EvidenceResumed(new(2026, 7, 1), "bureau", Ten),
        new SampleEvent.SampleDrawn("township", "county", Ct, new(2026, 11, 1), new(2026, 11, 22), [new("r1", Ct, "patient", Ten.AddDays(-2), "1.2.3")], "county-doctor", Ten),
        new SampleEvent.ResultGraded(new("r1", SampleGrade.C, SampleGrade.B, false, "体位不正", "county-doctor", Ten)),
        new FindingEvent.Answered("外院影像无法调阅。", "office", Ten),
    ];

    public static TheoryData<string> Types => [.. RecognitionCheck.Aggregate.Format.Types.Keys, .. Others.Keys];

    private static Dictionary<string, Action<string>> Others { get; } = new Dictionary<string, Action<string>>()
        .With(CatalogueVersions.Aggregate.Format).With(PriceVersions.Aggregate.Format).With(EvidenceRules.Aggregate.Format).With(FindingRules.Aggregate.Format)
        .With(SampleRules.Aggregate.Format);

    [Theory, MemberData(nameof(Types))]
    public void A_stored_sample_is_read_and_written_back(string type)
    {
        if (Others.TryGetValue(type, out var other)) other(type);
        else Check(RecognitionCheck.Aggregate.Format, type);
    }

    [Theory, InlineData("before", "recognition.checked"), InlineData("named", "recognition.checked"), InlineData("before", "recognition.repeatFound")]
    public void A_check_stored_with_names_before_says_what_it_says_in_numbers_now(string folder, string type)
    {
        var format = RecognitionCheck.Aggregate.Format;
        var written = format.Write(format.Read(new(type, Sample(folder, type))));
        Assert.Equal(System.Text.Encoding.UTF8.GetString(Sample("", type)), System.Text.Encoding.UTF8.GetString(written.Json.Span));
    }

    [Fact]
    public void Numbers_in_stored_checks_never_move_and_every_value_has_one()
    {
        Assert.Equal(
            "OwnResult Mark Alliance SameLevel HigherToLower NoEvidenceNeeded OtherPatient IdentityUnchecked ItemUnmapped OtherItem OtherMethod DeviceBelowClass NotInCatalogue NegativeList "
            + "NeverRecognised EvidenceFailed EvidenceSuspended EvidenceMissing MarkMissing NoRelation NotYetPerformed WindowPassed NotRetrievable Intervention Emergency BeforeMajorMeasure "
            + "Appraisal ConditionChanged NoPriorResult", string.Join(' ', StoredCode.Rules));
        Assert.Equal("Recognisable ReferenceOnly NotRecognisable", string.Join(' ', StoredCode.Verdicts));
        Assert.Equal("None SameLevel Alliance HigherToLower Mark", string.Join(' ', StoredCode.Relations));
        Assert.Equal("None Passed NotPassed Suspended", string.Join(' ', StoredCode.Qualities));
        Assert.Equal("National Provincial City County Township Village", string.Join(' ', StoredCode.Tiers));
        Assert.Equal("Lab Imaging Ecg Ultrasound Pathology Other", string.Join(' ', StoredCode.Categories));
        int[] missing =
        [
            Enum.GetValues<Rule>().Length - StoredCode.Rules.Count, Enum.GetValues<Verdict>().Length - StoredCode.Verdicts.Count,
            Enum.GetValues<RecognitionRelation>().Length - StoredCode.Relations.Count, Enum.GetValues<QualityState>().Length - StoredCode.Qualities.Count,
            Enum.GetValues<AdministrativeTier>().Length - StoredCode.Tiers.Count, Enum.GetValues<ResultCategory>().Length - StoredCode.Categories.Count,
        ];
        Assert.All(missing, n => Assert.Equal(0, n));
    }

    internal static void Check<TEvent>(EventFormat<TEvent> format, string type) where TEvent : class
    {
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") Store(format, type);
        StoredSamples.RoundTrip(format, type);
    }

    private static byte[] Sample(string folder, string type, [CallerFilePath] string file = "") =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(file)!, "events", folder, $"{type}.json"));

    private static void Store<TEvent>(EventFormat<TEvent> format, string type, [CallerFilePath] string file = "") where TEvent : class
    {
        var sample = Path.Combine(Path.GetDirectoryName(file)!, "events", $"{type}.json");
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(sample)!);
        if (!File.Exists(sample)) File.WriteAllBytes(sample, format.Write(Examples.OfType<TEvent>().Single(e => format.Write(e).Type == type)).Json.ToArray());
    }
}

file static class Formats
{
    public static Dictionary<string, Action<string>> With<TEvent>(this Dictionary<string, Action<string>> all, EventFormat<TEvent> format) where TEvent : class
    {
        foreach (var type in format.Types.Keys) all.Add(type, name => StoredFactsTests.Check(format, name));
        return all;
    }
}
