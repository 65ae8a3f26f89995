using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Deciding;

namespace Telemed.Bench.Recognising;

/// <summary>The pure decision: twenty items against five hundred earlier results of one patient.</summary>
internal static class DecisionBench
{
    private const int Items = 20;
    private const int Results = 500;
    private const int Rounds = 15;
    private const int Calls = 2000;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    public static void Run()
    {
        var catalogue = CatalogueFiles.Embedded()[CatalogueFiles.DefaultRegion][^1];
        string[] codes = [.. catalogue.Items.Select(i => i.Code)];
        string[] ordered = [.. codes.Take(Items)];
        var situation = new Situation(new("township", AdministrativeTier.Township, "520121"), "patient", true, Now, ["I63.9", "E11.9"], "全科", OrderContext.Ordinary);
        PriorResult[] results = [.. Enumerable.Range(0, Results).Select(n => One($"r{n}", codes[n % codes.Length], n))];
        var around = new Around();
        var times = new List<double>();
        long bytes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var i = 0; i < Calls; i++) RecognitionRules.Decide(catalogue, ordered, results, situation, around);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds / Calls);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        }
        var shown = RecognitionRules.Decide(catalogue, ordered, results, situation, around).Sum(v => v.Candidates.Count);
        Console.WriteLine($"decision, {Items} items against {Results} results: {times.Order().ElementAt(Rounds / 2):N1} µs in the median round (wanted: under 200), {bytes:N0} bytes for {shown} candidates shown");
    }

    /// <summary>Over a year, the newest first.</summary>
    private static PriorResult One(string id, string item, int n) => new(
        id, 1, "patient", n % 3 == 0 ? "county" : "city", item, ResultCategory.Lab, Now.AddHours(-17.5 * (n + 1)), Now.AddHours(-17.5 * (n + 1) - 1), null, null, null, true, false, []);

    private sealed class Around : ISurroundings
    {
        private readonly Maker county = new("county", AdministrativeTier.County, true, true);
        private readonly Maker city = new("city", AdministrativeTier.City, true, false);

        public Maker? Maker(string institutionId) => institutionId == "county" ? county : city;

        public Quality Quality(PriorResult result) => new(QualityState.Passed, true, "贵州省HR");
    }
}
