using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Quality;
using static Telemed.Recognition.Tests.World;

namespace Telemed.Recognition.Tests;

/// <summary>The decision over many results, and where the regions differ.</summary>
public sealed class RulesTests
{
    [Fact]
    public void Regions_whose_texts_differ_answer_differently()
    {
        string Said(string region, string maker, bool alliance = false, bool marked = false)
        {
            var judgement = RecognitionRules.Judge(
                World.Catalogue(region), Ct, Result(institution: maker), Situation(), Maker(maker, alliance), marked ? new(QualityState.Passed, true, "贵州省HR") : default);
            return $"{judgement.Verdict} {judgement.Rule}";
        }
        var makers = new (string Maker, bool Alliance, bool Marked)[] { ("county", true, false), ("neighbour", false, false), ("city", false, false), ("village", false, false), ("village", false, true) };
        Assert.Equal(
            ["Recognisable Alliance", "Recognisable SameLevel", "Recognisable HigherToLower", "ReferenceOnly NoRelation", "Recognisable Mark"], makers.Select(m => Said("5201", m.Maker, m.Alliance, m.Marked)));
        Assert.Equal(
            ["ReferenceOnly MarkMissing", "ReferenceOnly MarkMissing", "ReferenceOnly MarkMissing", "ReferenceOnly MarkMissing", "Recognisable Mark"], makers.Select(m => Said("37", m.Maker, m.Alliance, m.Marked)));
        Assert.Equal(
            ["ReferenceOnly EvidenceMissing", "ReferenceOnly NoRelation", "ReferenceOnly NoRelation", "ReferenceOnly NoRelation", "Recognisable Mark"], makers.Select(m => Said("61", m.Maker, m.Alliance, m.Marked)));
        Assert.Equal(
            ["Recognisable Alliance", "ReferenceOnly NoRelation", "Recognisable HigherToLower", "ReferenceOnly NoRelation", "Recognisable Mark"], makers.Select(m => Said("4452", m.Maker, m.Alliance, m.Marked)));
    }

    [Fact]
    public void A_third_party_centre_has_no_level() =>
        Assert.Equal(Rule.NoRelation, RecognitionRules.Judge(World.Catalogue(), Ct, Result(institution: "centre"), Situation(), Maker("centre"), default).Rule);

    [Fact]
    public void The_best_result_leads_and_those_out_of_sight_are_counted()
    {
        PriorResult[] results =
        [
            Result("old", daysAgo: 40), Result("new", daysAgo: 5), Result("newer-but-text", daysAgo: 1, retrievable: false), Result("also", daysAgo: 10), Result("ancient", daysAgo: 61),
            Result("stranger", institution: "nobody-knows"), Result("other-item", item: Blood, daysAgo: 0.1),
        ];
        var verdict = Assert.Single(RecognitionRules.Decide(World.Catalogue(), [Ct], results, Situation(), new Fixed()));
        Assert.Equal(["new", "also", "newer-but-text", "old"], verdict.Candidates.Select(c => c.Result.Id));
        Assert.Equal((Verdict.Recognisable, Rule.Alliance, RecognitionRelation.Alliance, 1), (verdict.Verdict, verdict.Rule, verdict.Relation, verdict.Older));
        Assert.Equal(new RuleSet(Rule.WindowPassed), verdict.Candidates[^1].Judgement.Against);
    }

    [Fact]
    public void A_copy_with_other_items_looks_into_its_own()
    {
        var catalogue = World.Catalogue();
        Assert.NotNull(catalogue.Item(Ct));
        Assert.Null((catalogue with { Items = [] }).Item(Ct));
    }

    [Fact]
    public void The_widest_mark_of_the_day_is_shown_and_evidence_of_other_equipment_is_not()
    {
        var index = new EvidenceIndex();
        void Add(string id, MarkScope scope, string? device) => index.Set(id, new("county", Ct, new(2026, 1, 1), new(2026, 12, 31), "b", scope, EvidenceOutcome.Passed, null, device, []));
        Add("a", new(ScopeType.City, "5201", "贵阳市"), null);
        Add("b", new(ScopeType.Agreement, "50+52", "黔渝"), null);
        Add("c", new(ScopeType.Province, "52", "贵州省"), null);
        Add("d", new(ScopeType.National, "", "全国"), "64");
        Assert.Equal("黔渝HR", index.Mark("county", Ct, new(2026, 5, 1)));
        Assert.Equal("全国HR", index.On("county", Ct, new(2026, 5, 1), "64", "370202").Mark);
        Assert.False(index.On("county", Ct, new(2026, 5, 1), null, "370202").MarkHere);
    }

    /// <summary>Twenty items against five hundred results: what is allocated belongs to the answer, not to the history.</summary>
    [Fact]
    public void Memory_grows_with_the_answer_alone()
    {
        string[] items = [.. World.Catalogue().Items.Take(20).Select(i => i.Code)];
        var few = History(items, 500);
        var many = History(items, 5000);   // all the more are too old, or of other items
        RecognitionRules.Decide(World.Catalogue(), items, many, Situation(), new Fixed());
        var first = Allocated(() => RecognitionRules.Decide(World.Catalogue(), items, few, Situation(), new Fixed()));
        var second = Allocated(() => RecognitionRules.Decide(World.Catalogue(), items, many, Situation(), new Fixed()));
        Assert.True(second <= first + 1024, $"{first} bytes for 500 results, {second} for 5000");
    }

    private static PriorResult[] History(string[] items, int results) =>
        [.. Enumerable.Range(0, results).Select(n => n < 40 ? Result($"r{n}", item: items[n % items.Length], daysAgo: 3 + n % 5) : Result($"r{n}", item: n % 2 == 0 ? items[n % items.Length] : "LAB.CEA", daysAgo: 400 + n))];

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Fixed : ISurroundings
    {
        private readonly Dictionary<string, Maker> makers = Institutions.ToDictionary(i => i.Id, i => World.Maker(i.Id, i.Id == "county"));

        public Maker? Maker(string institutionId) => makers.GetValueOrDefault(institutionId);

        public Deciding.Quality Quality(PriorResult result) => new(QualityState.Passed, false, null);
    }
}
