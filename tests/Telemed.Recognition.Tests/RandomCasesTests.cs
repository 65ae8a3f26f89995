using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using static Telemed.Recognition.Tests.World;

namespace Telemed.Recognition.Tests;

/// <summary>The rules agree with a second, plain implementation on cases that nobody thought of.</summary>
public sealed class RandomCasesTests
{
    private const int Cases = 100_000;
    private const int Seed = 20261123;

    private static readonly string[] Codes = [Ct, Blood, "LAB.GLU", "ECG.12LEAD", "LAB.BLOODGAS", "LAB.BLOODGROUP", "PETCT.BODY", "MR.LUMBAR.PLAIN", "PATH.BIOPSY", "CT.MOON"];
    private static readonly string?[] Departments = [null, "全科", "儿科", "内分泌科"];
    private static readonly string[] Diagnoses = ["I63.9", "i60.1", "D70", "E11.9", "I21.0", "N17.9", "A09", "J18.9"];

    [Fact]
    public void Both_say_the_same_of_a_hundred_thousand_cases()
    {
        var random = new Random(Seed);
        var verdicts = new Dictionary<Rule, int>();
        var catalogues = World.Catalogues.Values.Select(v => v[^1]).Concat([.. World.Catalogues.Values.Select(v => Bent(v[^1], random))]).ToArray();
        for (var n = 0; n < Cases; n++)
        {
            var catalogue = Pick(random, catalogues);
            var ordered = Pick(random, Codes);
            var situation = OneSituation(random);
            var maker = OneMaker(random);
            var quality = new Deciding.Quality(Pick(random, Enum.GetValues<QualityState>()), random.Next(2) == 0, null);
            var result = OneResult(random, ordered, maker.Id);
            var said = RecognitionRules.Judge(catalogue, ordered, result, situation, maker, quality);
            var naive = NaiveRules.Judge(catalogue, ordered, result, situation, maker, quality);
            Assert.True(
                (said.Verdict, said.Rule, said.Relation, said.ValidUntil) == (naive.Verdict, naive.Rule, naive.Relation, naive.ValidUntil) && said.Against.SequenceEqual(naive.Against.Order()),
                $"seed {Seed}, case {n}: {said.Verdict} {said.Rule} {said.Relation} [{string.Join(' ', said.Against)}], naively {naive.Verdict} {naive.Rule} {naive.Relation} [{string.Join(' ', naive.Against)}]");
            verdicts[said.Rule] = verdicts.GetValueOrDefault(said.Rule) + 1;
        }
        // cases that nobody draws prove nothing
        Assert.Empty(Enum.GetValues<Rule>().Except(verdicts.Keys).Except([Rule.NoPriorResult]));
    }

    /// <summary>What is left out of the reading because of its item or age could have changed nothing but the number of older results.</summary>
    [Fact]
    public void What_is_read_for_the_asked_items_and_their_windows_gives_the_answer_of_everything_that_is_there()
    {
        var random = new Random(Seed);
        var catalogues = World.Catalogues.Values.Select(v => v[^1]).ToArray();
        var left = 0;
        for (var n = 0; n < 2_000; n++)
        {
            var (catalogue, situation, around) = (Pick(random, catalogues), OneSituation(random), new Anywhere(OneMaker(random), new(Pick(random, Enum.GetValues<QualityState>()), random.Next(2) == 0, null)));
            string[] asked = [.. Enumerable.Range(0, 3).Select(_ => Pick(random, Codes)).Distinct()];
            PriorResult[] all = [.. Enumerable.Range(0, random.Next(60)).Select(i => OneResult(random, Pick(random, Codes), "i1") with { Id = $"r{i}" })];
            var since = RecognitionRules.LookBack(catalogue, asked, situation);
            var read = all.Where(r => r.ItemCode is { } item && since.TryGetValue(item, out var from) && r.PerformedAt >= from).ToArray();
            var older = all.Where(r => r.ItemCode is { } item && since.TryGetValue(item, out var from) && r.PerformedAt < from).CountBy(r => r.ItemCode!).ToDictionary();
            var (whole, narrow) = (RecognitionRules.Decide(catalogue, asked, all, situation, around), RecognitionRules.Decide(catalogue, asked, read, situation, around));
            for (var i = 0; i < asked.Length; i++)
            {
                Assert.Equal(whole[i] with { Candidates = [], Older = whole[i].Older - older.GetValueOrDefault(asked[i]) }, narrow[i] with { Candidates = [] });
                Assert.Equal(whole[i].Candidates, narrow[i].Candidates);
            }
            left += all.Length - read.Length;
        }
        Assert.InRange(left, 20_000, 60_000);
    }

    private sealed class Anywhere(Maker maker, Deciding.Quality quality) : ISurroundings
    {
        public Maker? Maker(string institutionId) => maker;

        public Deciding.Quality Quality(PriorResult result) => quality;
    }

    /// <summary>The same catalogue with other evidence needs and methods.</summary>
    private static Catalogue Bent(Catalogue catalogue, Random random) => catalogue with
    {
        Version = catalogue.Version + 1,
        Items = [.. catalogue.Items.Select(i => i with
        {
            Evidence = Pick(random, Enum.GetValues<EvidenceNeed>()),
            Methods = random.Next(2) == 0 ? ["plain"] : [],
            NoIntervention = random.Next(2) == 0,
            From = Pick(random, Enum.GetValues<WindowStart>()),
        })],
    };

    private static Situation OneSituation(Random random) => new(
        World.Orderer, "patient", Often(random), Ten, [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(random, Diagnoses))], Pick(random, Departments),
        new(Seldom(random), Seldom(random), Seldom(random), Seldom(random), Seldom(random), Interventions(random)));

    private static Maker OneMaker(Random random) => new(
        random.Next(8) == 0 ? "township" : $"i{random.Next(9)}", Pick(random, Enum.GetValues<AdministrativeTier>()), random.Next(4) != 0, random.Next(3) == 0);

    private static PriorResult OneResult(Random random, string ordered, string maker)
    {
        // many near the ends of windows, some beyond now
        var performed = Ten.AddHours(-Pick(random, [-1, 0, 0.5, 1, 2, 6, 11.9, 12, 23, 24, 25, 47, 72, 84, 167, 168, 336, 360, 361, 700, 720, 721, 1440, 2000]) + (random.Next(3) - 1) / 60.0);
        return new(
            "r", 1, random.Next(20) == 0 ? "another" : "patient", maker, random.Next(20) switch { 0 => null, 1 => "LAB.K", _ => ordered }, ResultCategory.Lab, performed,
            random.Next(2) == 0 ? performed.AddHours(-random.Next(3)) : null, null, Pick<string?>(random, [null, "1.5T", "PET-CT", "0.3T"]), Pick<string?>(random, [null, "plain", "odd"]),
            Often(random), random.Next(2) == 0, Interventions(random));
    }

    private static Intervention[] Interventions(Random random) =>
        random.Next(4) == 0 ? [new("surgery", Ten.AddHours(-random.Next(800))), new("chemotherapy", Ten.AddHours(1 - random.Next(3)))] : [];

    private static bool Often(Random random) => random.Next(12) != 0;

    private static bool Seldom(Random random) => random.Next(12) == 0;

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
