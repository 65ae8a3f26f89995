using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Quality;

namespace Telemed.Recognition.Tests;

/// <summary>Every dimension of the decision with its values, and how a value is put into a case.</summary>
internal static class Matrix
{
    public static readonly string[] RelationValues = ["own", "alliance", "sameLevel", "higher", "none"];
    public static readonly string[] EvidenceValues = ["nationalMark", "regionMark", "agreementMark", "otherRegionMark", "none", "failed", "suspended"];
    public static readonly EvidenceNeed[] Needs = Enum.GetValues<EvidenceNeed>();
    public static readonly CatalogueMode[] Modes = Enum.GetValues<CatalogueMode>();
    public static readonly string[] WindowValues = ["inside", "lastMoment", "passed"];
    public static readonly string[] Diseases = ["other", "shorterWindow"];
    public static readonly string[] Moments = ["ordinary", "emergency", "beforeSurgery", "transfusion", "appraisal", "conditionChanged"];
    public static readonly string[] Interventions = ["none", "before", "between"];
    public static readonly bool[] Retrievable = [true, false];

    public const string Item = World.Ct;
    private const int Hours = 720;
    private const int DiseaseHours = 24;

    public static Catalogue Catalogue(CatalogueMode mode, EvidenceNeed need)
    {
        var shipped = World.Catalogue();
        return shipped with { Mode = mode, Items = [shipped.Item(Item)! with { Evidence = need, WindowHours = Hours, Diseases = [new(["I63*"], DiseaseHours)], NoIntervention = true }] };
    }

    public static Maker Maker(string relation) => relation switch
    {
        "own" => World.Maker("township"),
        "alliance" => World.Maker("village", inAlliance: true),   // below whoever orders: the alliance alone speaks for it
        "sameLevel" => World.Maker("neighbour"),
        "higher" => World.Maker("county"),
        _ => World.Maker("village"),
    };

    public static Deciding.Quality QualityOf(string evidence) => evidence switch
    {
        "nationalMark" or "regionMark" or "agreementMark" or "otherRegionMark" or "failed" or "suspended" => Index(evidence).On("m", Item, new(2026, 11, 20), null, World.Township.AreaCode),
        _ => default,
    };

    public static Situation Situation(string disease, string moment, string intervention) => World.Situation(new(
        moment == "emergency", moment == "beforeSurgery", moment == "transfusion", moment == "appraisal", moment == "conditionChanged",
        intervention switch { "between" => [new("surgery", World.Ten.AddMinutes(-1))], "before" => [new("surgery", World.Ten.AddDays(-90))], _ => [] }),
        null, disease == "other" ? "J45.9" : "I63.9");

    public static PriorResult Result(string maker, string window, string disease, bool retrievable)
    {
        var hours = disease == "other" ? Hours : DiseaseHours;
        var age = window switch { "inside" => TimeSpan.FromHours(hours / 2), "lastMoment" => TimeSpan.FromHours(hours), _ => TimeSpan.FromHours(hours) + TimeSpan.FromSeconds(1) };
        return World.Result(institution: maker, retrievable: retrievable) with { PerformedAt = World.Ten - age };
    }

    private static EvidenceIndex Index(string evidence)
    {
        var index = new EvidenceIndex();
        var scope = evidence switch
        {
            "nationalMark" => new MarkScope(ScopeType.National, "", "全国"),
            "agreementMark" => new(ScopeType.Agreement, "50+5201", "黔渝"),
            "otherRegionMark" => new(ScopeType.Province, "37", "山东省"),
            _ => new(ScopeType.Province, "52", "贵州省"),
        };
        index.Set("e", new("m", Item, new(2026, 1, 1), new(2026, 12, 31), "质控中心", scope, evidence == "failed" ? EvidenceOutcome.Failed : EvidenceOutcome.Passed,
            null, null, evidence == "suspended" ? [new(new(2026, 11, 1), null, "抽检")] : []));
        return index;
    }
}
