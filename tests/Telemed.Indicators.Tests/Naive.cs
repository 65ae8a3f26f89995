using System.Globalization;
using Telemed.Contracts;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Tests;

/// <summary>Counts from the steps of the log as somebody would on paper: no tables, no numbers for words, no differences.</summary>
internal sealed class Naive(IEnumerable<CaseStep> log, Region region, string? area, string? institution)
{
    private readonly List<List<CaseStep>> cases = [.. log.GroupBy(s => s.CaseId).Select(g => g.ToList())];

    /// <param name="Hit">Counts for the numerator.</param>
    public sealed record Counted(CaseStep Opened, bool Hit, string? Carried);

    /// <summary>Units that count for an indicator in some months, of those whose figures the viewer may read.</summary>
    public List<Counted> Units(CountRule rule, int from, int to) =>
        [.. cases.SelectMany(c => Units(rule, c)).Where(u => Month(u.Opened) is var month && month >= from && month <= to && Mine(rule, u.Opened.Case) && Passes(rule.Only, u.Opened.Case))];

    public static double? Value(IndicatorDefinition definition, List<Counted> units, int? per)
    {
        var hits = units.Count(u => u.Hit);
        return definition.Figure switch
        {
            Figure.Count => hits,
            Figure.Share => units.Count == 0 ? null : 100.0 * hits / units.Count,
            Figure.Ratio => per == 0 ? null : 100.0 * hits / per,
            Figure.Mean => hits == 0 ? null : units.Where(u => u.Hit).Average(u => double.Parse(u.Carried!, CultureInfo.InvariantCulture)),
            _ => hits == 0 ? null : Percentile([.. units.Where(u => u.Hit).Select(u => long.Parse(u.Carried!, CultureInfo.InvariantCulture)).Order()], definition.Percentile),
        };
    }

    public string Key(string by, CountRule rule, CaseStep opened)
    {
        var party = rule.Party == Party.From ? opened.Case.FromId : opened.Case.ToId!;
        return by switch
        {
            "institution" => party,
            "level" => region.Institution(party)!.Tier.ToString().ToLowerInvariant(),
            "county" => (rule.Party == Party.From ? opened.Case.FromArea : opened.Case.ToArea)!,
            "alliance" => region.Of(party, new DateOnly(Month(opened) / 100, Month(opened) % 100, 1).AddMonths(1).AddDays(-1))?.Id ?? "",
            "specialty" => opened.Case.Department!,
            "lane" => opened.Case.Urgency.ToString().ToLowerInvariant(),
            "month" => $"{Month(opened) / 100}-{Month(opened) % 100:D2}",
            _ => throw new ArgumentOutOfRangeException(nameof(by)),
        };
    }

    private IEnumerable<Counted> Units(CountRule rule, List<CaseStep> steps)
    {
        if (!rule.Cases.Contains(steps[0].Category)) yield break;
        for (var i = 0; i < steps.Count; i++)
        {
            var open = steps[i];
            if (open.Case.ToId is null || !Any(rule.Each, open) || rule.Kinds.Count > 0 && !rule.Kinds.Contains(open.Case.Kind)) continue;
            if (Judge(rule, steps, i) is { } unit) yield return unit;
            if (rule.First) yield break;
        }
    }

    private Counted? Judge(CountRule rule, List<CaseStep> steps, int i)
    {
        var open = steps[i];
        var inside = Passes(rule.Within, open.Case);
        if (rule.Before.Count > 0)
            return new(open, steps.Take(i).LastOrDefault(s => rule.Before.Any(b => b.Step == s.Step)) is { } last && Any(rule.Before, last), null);
        var rest = steps.Skip(i + 1).Where(s => !rule.SameDetail || s.Detail == open.Detail).ToList();
        var end = rule.First ? -1 : rest.FindIndex(s => Any(rule.Each, s) && !Any(rule.Then, s) && !Any(rule.Else, s) && !Any(rule.Never, s));
        var span = end < 0 ? rest : rest[..end];
        if (rule.Never.Count > 0) return new(open, !span.Any(s => Any(rule.Never, s)), null);
        if (rule.Then.Count == 0)
            return new(open, inside && (rule.Carries != Carried.Score || open.Detail is not null), rule.Carries == Carried.Nothing ? null : open.Detail ?? "");
        if (span.FirstOrDefault(s => Any(rule.Then, s) || Any(rule.Else, s)) is not { } decided) return rule.SettledOnly ? null : new(open, false, null);
        if (!Any(rule.Then, decided)) return new(open, false, null);
        return new(open, true, rule.Carries switch
        {
            Carried.Minutes => Math.Floor((decided.At - open.At).TotalMinutes).ToString(CultureInfo.InvariantCulture),
            Carried.Reason => decided.Detail ?? "",
            _ => null,
        });
    }

    private bool Mine(CountRule rule, CaseFacts facts) => area is null
        ? (rule.Party == Party.From ? facts.FromId : facts.ToId) == institution
        : (rule.Party == Party.From ? facts.FromArea : facts.ToArea)!.StartsWith(area, StringComparison.Ordinal);

    private bool Passes(PairTest test, CaseFacts facts)
    {
        var (from, to) = (region.Institution(facts.FromId)!, region.Institution(facts.ToId!)!);
        return test switch
        {
            PairTest.InCounty => facts.FromArea == facts.ToArea,
            PairTest.ServesLower => (int)to.Tier < (int)from.Tier,
            PairTest.FromPrimary => from.Tier is AdministrativeTier.Township or AdministrativeTier.Village,
            _ => true,
        };
    }

    private static bool Any(IReadOnlyList<StepPattern> patterns, CaseStep step) =>
        !(step is { Step: "clockStopped", Met: false }) && patterns.Any(p => p.Step == step.Step && (p.Detail is null || p.Detail == step.Detail));

    private static int Month(CaseStep step) => step.At.AddHours(8) is var local ? local.Year * 100 + local.Month : 0;

    private static double Percentile(List<long> sorted, int percent) => sorted[(int)Math.Ceiling(sorted.Count * percent / 100.0) - 1];
}
