using System.Runtime.InteropServices;
using Telemed.Contracts;

namespace Telemed.Recognition.Deciding;

/// <summary>What the rules say to one earlier result.</summary>
/// <param name="Rule">The rule that decided: the first of those that give the worst verdict, or what it is recognised by.</param>
/// <param name="Against">Every reason against.</param>
/// <param name="ValidUntil">End of the window; null where there is none.</param>
public readonly record struct Judgement(Verdict Verdict, Rule Rule, RecognitionRelation Relation, RuleSet Against, DateTimeOffset? ValidUntil);

/// <summary>An earlier result with its judgement.</summary>
public sealed record JudgedResult(PriorResult Result, Maker Maker, Quality Quality, Judgement Judgement);

/// <summary>What the rules say to one ordered item.</summary>
/// <param name="Candidates">Best first: earlier results of the item within twice its window.</param>
/// <param name="Older">Earlier results of the item that are too old to be shown.</param>
public sealed record ItemVerdict(string Code, Verdict Verdict, Rule Rule, RecognitionRelation Relation, RuleSet Against, IReadOnlyList<JudgedResult> Candidates, int Older);

/// <summary>The rules of mutual recognition: pure. The verdict is the worst that any step gives, decided by the first step that gives it.</summary>
/// <remarks>Steps: patient, item, catalogue, evidence or relation, window, retrievability, treatment in between; and last what the physician says of the moment.</remarks>
public static class RecognitionRules
{
    /// <summary>Most candidates of one item.</summary>
    public const int MostCandidates = 20;

    private static readonly TimeSpan LeastLookBack = TimeSpan.FromDays(30);

    /// <summary>One verdict for each item, in the order asked.</summary>
    public static IReadOnlyList<ItemVerdict> Decide(Catalogue catalogue, IReadOnlyList<string> items, IReadOnlyList<PriorResult> results, Situation situation, ISurroundings surroundings)
    {
        var wanted = new Dictionary<string, int>(items.Count);
        var windows = new Window[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            wanted.TryAdd(items[i], i);
            windows[i] = Window.Of(catalogue, catalogue.Item(items[i]), items[i], situation);
        }
        var found = new List<JudgedResult>?[items.Count];
        var older = new int[items.Count];
        for (var i = 0; i < results.Count; i++)
        {
            var result = results[i];
            if (result.ItemCode is null || !wanted.TryGetValue(result.ItemCode, out var at)) continue;
            if (result.PerformedAt < windows[at].LookBack)
            {
                older[at]++;
                continue;
            }
            if (surroundings.Maker(result.InstitutionId) is not { } maker) continue;   // whoever nobody knows recognises nothing
            var quality = surroundings.Quality(result);
            Insert(found[at] ??= [], new(result, maker, quality, Judge(catalogue, windows[at], result, situation, maker, quality)));
        }
        var answer = new ItemVerdict[items.Count];
        for (var i = 0; i < items.Count; i++) answer[i] = Sum(items[i], windows[i], found[wanted[items[i]]], older[wanted[items[i]]]);
        return answer;
    }

    /// <summary>For each item the moment before which no result counts; of older ones only the number is told.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> LookBack(Catalogue catalogue, IReadOnlyList<string> items, Situation situation)
    {
        var since = new Dictionary<string, DateTimeOffset>(items.Count);
        for (var i = 0; i < items.Count; i++) since[items[i]] = Window.Of(catalogue, catalogue.Item(items[i]), items[i], situation).LookBack;
        return since;
    }

    /// <summary>One result against one item: what the test page and a second look at recorded checks ask.</summary>
    public static Judgement Judge(Catalogue catalogue, string item, PriorResult result, Situation situation, Maker maker, Quality quality) =>
        Judge(catalogue, Window.Of(catalogue, catalogue.Item(item), item, situation), result, situation, maker, quality);

    private static Judgement Judge(Catalogue catalogue, in Window window, PriorResult result, Situation situation, Maker maker, Quality quality)
    {
        var against = Identity(result, situation) | Item(window, result);
        var (relation, permits, barriers) = Standing(catalogue, window.Item, situation.Orderer, maker, quality);
        against |= barriers;
        DateTimeOffset? validUntil = null;
        if (result.PerformedAt > situation.At) against |= Rule.NotYetPerformed;
        if (window.Hours is { } hours)
        {
            var from = window.Item!.From == WindowStart.Collected ? result.CollectedAt ?? result.PerformedAt : result.PerformedAt;
            validUntil = from + TimeSpan.FromHours(hours);
            if (situation.At > validUntil) against |= Rule.WindowPassed;
            if (window.Item.NoIntervention && (Between(result.Interventions, from, situation.At) || Between(situation.Context.Interventions, from, situation.At))) against |= Rule.Intervention;
        }
        if (!result.Retrievable) against |= Rule.NotRetrievable;
        against |= Moment(situation.Context);
        var (verdict, rule) = Rules.Worst(against, permits);
        return new(verdict, rule, relation, against, validUntil);
    }

    private static RuleSet Identity(PriorResult result, Situation situation)
    {
        var against = new RuleSet();
        if (result.PatientId != situation.PatientId) against |= Rule.OtherPatient;
        if (!situation.IdentityChecked) against |= Rule.IdentityUnchecked;
        return against;
    }

    private static RuleSet Item(in Window window, PriorResult result)
    {
        var against = new RuleSet();
        if (result.ItemCode is null) against |= Rule.ItemUnmapped;
        else if (result.ItemCode != window.Code) against |= Rule.OtherItem;
        if (window.Item is not { } item) return against | Rule.NotInCatalogue;
        if (item.Methods.Count > 0 && result.Method is { } method && !item.Methods.Contains(method)) against |= Rule.OtherMethod;
        if (item.DeviceClasses.Count > 0 && (result.DeviceClass is not { } device || !item.DeviceClasses.Contains(device))) against |= Rule.DeviceBelowClass;
        if (item.Negative is not null) against |= Rule.NegativeList;
        else if (item.WindowHours is null) against |= Rule.NeverRecognised;
        return against;
    }

    /// <summary>Evidence or relation: the mark where its scope holds the region, else what the region recognises by.</summary>
    private static (RecognitionRelation Relation, Rule Permits, RuleSet Against) Standing(Catalogue catalogue, ItemRule? item, Orderer orderer, Maker maker, Quality quality)
    {
        var barriers = quality.State switch
        {
            QualityState.NotPassed => new RuleSet(Rule.EvidenceFailed),
            QualityState.Suspended => new RuleSet(Rule.EvidenceSuspended),
            _ => default,
        };
        if (maker.Id == orderer.InstitutionId) return (RecognitionRelation.SameLevel, Rule.OwnResult, barriers);
        if (quality is { State: QualityState.Passed, MarkHere: true } && catalogue.Recognises(RecognitionRelation.Mark)) return (RecognitionRelation.Mark, Rule.Mark, barriers);
        var (relation, permits) = Related(catalogue, orderer, maker);
        if (catalogue.Mode == CatalogueMode.Strict) return (relation, permits, barriers | Rule.MarkMissing);
        if (item?.Evidence == EvidenceNeed.None) return (relation, relation == RecognitionRelation.None ? Rule.NoEvidenceNeeded : permits, barriers);
        if (relation == RecognitionRelation.None) return (relation, permits, barriers | Rule.NoRelation);
        return item?.Evidence == EvidenceNeed.Required && quality.State == QualityState.None
            ? (relation, permits, barriers | Rule.EvidenceMissing)
            : (relation, permits, barriers);
    }

    private static (RecognitionRelation Relation, Rule Permits) Related(Catalogue catalogue, Orderer orderer, Maker maker) =>
        maker.InAlliance && catalogue.Recognises(RecognitionRelation.Alliance) ? (RecognitionRelation.Alliance, Rule.Alliance)
        : !maker.Levelled ? (RecognitionRelation.None, Rule.NoEvidenceNeeded)
        : maker.Tier == orderer.Tier && catalogue.Recognises(RecognitionRelation.SameLevel) ? (RecognitionRelation.SameLevel, Rule.SameLevel)
        : maker.Tier < orderer.Tier && catalogue.Recognises(RecognitionRelation.HigherToLower) ? (RecognitionRelation.HigherToLower, Rule.HigherToLower)
        : (RecognitionRelation.None, Rule.NoEvidenceNeeded);

    private static RuleSet Moment(OrderContext context)
    {
        var against = new RuleSet();
        if (context.Emergency) against |= Rule.Emergency;
        if (context.BeforeSurgery || context.Transfusion) against |= Rule.BeforeMajorMeasure;
        if (context.Appraisal) against |= Rule.Appraisal;
        if (context.ConditionChanged) against |= Rule.ConditionChanged;
        return against;
    }

    private static bool Between(IReadOnlyList<Intervention> interventions, DateTimeOffset from, DateTimeOffset to)
    {
        for (var i = 0; i < interventions.Count; i++)
            if (interventions[i].At > from && interventions[i].At <= to) return true;
        return false;
    }

    /// <summary>Keeps the best first and no more than <see cref="MostCandidates"/>.</summary>
    private static void Insert(List<JudgedResult> best, JudgedResult candidate)
    {
        var at = best.Count;
        while (at > 0 && Before(candidate, best[at - 1])) at--;
        if (at == MostCandidates) return;
        best.Insert(at, candidate);
        if (best.Count > MostCandidates) CollectionsMarshal.SetCount(best, MostCandidates);
    }

    private static bool Before(JudgedResult one, JudgedResult other) =>
        one.Judgement.Verdict != other.Judgement.Verdict ? one.Judgement.Verdict < other.Judgement.Verdict
        : one.Result.PerformedAt != other.Result.PerformedAt ? one.Result.PerformedAt > other.Result.PerformedAt
        : string.CompareOrdinal(one.Result.Id, other.Result.Id) < 0;

    private static ItemVerdict Sum(string code, in Window window, List<JudgedResult>? candidates, int older)
    {
        if (candidates is { Count: > 0 })
        {
            var best = candidates[0].Judgement;
            return new(code, best.Verdict, best.Rule, best.Relation, best.Against, candidates, older);
        }
        var rule = window.Item switch { null => Rule.NotInCatalogue, { Negative: not null } => Rule.NegativeList, { WindowHours: null } => Rule.NeverRecognised, _ => Rule.NoPriorResult };
        return new(code, Verdict.NotRecognisable, rule, RecognitionRelation.None, new(rule), [], older);
    }

    /// <summary>How long results of an item hold here and now: the disease's window before the item's, never longer than the specialty's.</summary>
    private readonly record struct Window(string Code, ItemRule? Item, double? Hours, DateTimeOffset LookBack)
    {
        public static Window Of(Catalogue catalogue, ItemRule? item, string code, Situation situation)
        {
            if (item?.WindowHours is not { } hours) return new(code, item, null, situation.At - LeastLookBack);
            var longest = (double)(OfDisease(item, situation.Diagnoses) ?? hours);
            if (catalogue.Specialty(situation.Department, code) is { } specialty)
            {
                longest *= specialty.WindowFactor ?? 1;
                if (specialty.WindowHours is { } most && most < longest) longest = most;
            }
            var back = TimeSpan.FromHours(2 * longest);
            return new(code, item, longest, situation.At - (back > LeastLookBack ? back : LeastLookBack));
        }

        private static int? OfDisease(ItemRule item, IReadOnlyList<string> diagnoses)
        {
            int? shortest = null;
            foreach (var disease in item.Diseases)
                for (var i = 0; i < diagnoses.Count; i++)
                    if (disease.Holds(diagnoses[i]) && !(shortest <= disease.WindowHours)) shortest = disease.WindowHours;
            return shortest;
        }
    }
}
