using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Tests;

/// <summary>The rules once more, written down one after the other with no thought of speed: a list of reasons against, each with how bad it is.</summary>
internal static class NaiveRules
{
    public sealed record Verdicts(Verdict Verdict, Rule Rule, RecognitionRelation Relation, Rule[] Against, DateTimeOffset? ValidUntil);

    public static Verdicts Judge(Catalogue catalogue, string ordered, PriorResult result, Situation situation, Maker maker, Deciding.Quality quality)
    {
        var item = catalogue.Items.SingleOrDefault(i => i.Code == ordered);
        var against = new List<(Rule Rule, Verdict Verdict)>();
        void Bar(bool wrong, Rule rule, Verdict verdict)
        {
            if (wrong) against.Add((rule, verdict));
        }
        // 1 the patient
        Bar(result.PatientId != situation.PatientId, Rule.OtherPatient, Verdict.NotRecognisable);
        Bar(!situation.IdentityChecked, Rule.IdentityUnchecked, Verdict.ReferenceOnly);
        // 2 the item
        Bar(result.ItemCode is null, Rule.ItemUnmapped, Verdict.NotRecognisable);
        Bar(result.ItemCode is not null && result.ItemCode != ordered, Rule.OtherItem, Verdict.NotRecognisable);
        Bar(item?.Methods.Count > 0 && result.Method != null && item.Methods.All(m => m != result.Method), Rule.OtherMethod, Verdict.ReferenceOnly);
        Bar(item?.DeviceClasses.Count > 0 && item.DeviceClasses.All(d => d != result.DeviceClass), Rule.DeviceBelowClass, Verdict.ReferenceOnly);
        // 3 the catalogue
        Bar(item is null, Rule.NotInCatalogue, Verdict.NotRecognisable);
        Bar(item?.Negative is not null, Rule.NegativeList, Verdict.NotRecognisable);
        Bar(item is { Negative: null, WindowHours: null }, Rule.NeverRecognised, Verdict.NotRecognisable);
        // 4 evidence or relation
        var own = maker.Id == situation.Orderer.InstitutionId;
        var on = catalogue.Relations.Where(r => r.On && (catalogue.Mode == CatalogueMode.Open || r.Code == RecognitionRelation.Mark)).Select(r => r.Code).ToHashSet();
        var marked = quality is { State: QualityState.Passed, MarkHere: true } && on.Contains(RecognitionRelation.Mark);
        var relation = own ? RecognitionRelation.SameLevel
            : marked ? RecognitionRelation.Mark
            : on.Contains(RecognitionRelation.Alliance) && maker.InAlliance ? RecognitionRelation.Alliance
            : on.Contains(RecognitionRelation.SameLevel) && maker.Levelled && maker.Tier == situation.Orderer.Tier ? RecognitionRelation.SameLevel
            : on.Contains(RecognitionRelation.HigherToLower) && maker.Levelled && (int)maker.Tier < (int)situation.Orderer.Tier ? RecognitionRelation.HigherToLower
            : RecognitionRelation.None;
        Bar(quality.State == QualityState.NotPassed, Rule.EvidenceFailed, Verdict.ReferenceOnly);
        Bar(quality.State == QualityState.Suspended, Rule.EvidenceSuspended, Verdict.ReferenceOnly);
        var stranger = !own && !marked;
        var strict = catalogue.Mode == CatalogueMode.Strict;
        Bar(stranger && !strict && relation != RecognitionRelation.None && item?.Evidence == EvidenceNeed.Required && quality.State == QualityState.None, Rule.EvidenceMissing, Verdict.ReferenceOnly);
        Bar(stranger && strict, Rule.MarkMissing, Verdict.ReferenceOnly);
        Bar(stranger && !strict && relation == RecognitionRelation.None && item?.Evidence != EvidenceNeed.None, Rule.NoRelation, Verdict.ReferenceOnly);
        // 5 the window
        Bar(result.PerformedAt > situation.At, Rule.NotYetPerformed, Verdict.NotRecognisable);
        var from = item?.From == WindowStart.Collected && result.CollectedAt is { } collected ? collected : result.PerformedAt;
        var until = from + Window(catalogue, item, situation);
        Bar(until is not null && situation.At > until, Rule.WindowPassed, Verdict.NotRecognisable);
        // 6 something to look at
        Bar(!result.Retrievable, Rule.NotRetrievable, Verdict.ReferenceOnly);
        // 7 nothing in between
        Bar(until is not null && item!.NoIntervention && result.Interventions.Concat(situation.Context.Interventions).Any(i => i.At > from && i.At <= situation.At), Rule.Intervention, Verdict.NotRecognisable);
        // the moment
        Bar(situation.Context.Emergency, Rule.Emergency, Verdict.ReferenceOnly);
        Bar(situation.Context.BeforeSurgery || situation.Context.Transfusion, Rule.BeforeMajorMeasure, Verdict.ReferenceOnly);
        Bar(situation.Context.Appraisal, Rule.Appraisal, Verdict.ReferenceOnly);
        Bar(situation.Context.ConditionChanged, Rule.ConditionChanged, Verdict.ReferenceOnly);

        if (against.Count > 0)
        {
            var worst = against.Max(a => a.Verdict);
            return new(worst, against.First(a => a.Verdict == worst).Rule, relation, [.. against.Select(a => a.Rule)], until);
        }
        var permits = own ? Rule.OwnResult : relation switch
        {
            RecognitionRelation.Mark => Rule.Mark,
            RecognitionRelation.Alliance => Rule.Alliance,
            RecognitionRelation.SameLevel => Rule.SameLevel,
            RecognitionRelation.HigherToLower => Rule.HigherToLower,
            _ => Rule.NoEvidenceNeeded,
        };
        return new(Verdict.Recognisable, permits, relation, [], until);
    }

    private static TimeSpan? Window(Catalogue catalogue, ItemRule? item, Situation situation)
    {
        if (item?.WindowHours is not { } usual) return null;
        var ofDiseases = item.Diseases.Where(d => situation.Diagnoses.Any(said => d.Codes.Any(code => code[^1] == '*'
            ? said.ToUpperInvariant().StartsWith(code[..^1].ToUpperInvariant(), StringComparison.Ordinal)
            : string.Equals(said, code, StringComparison.OrdinalIgnoreCase)))).Select(d => d.WindowHours).ToArray();
        double hours = ofDiseases.Length > 0 ? ofDiseases.Min() : usual;
        var specialty = catalogue.Specialties.FirstOrDefault(s => s.Department == situation.Department && (s.Items is null || s.Items.Contains(item.Code)));
        if (specialty?.WindowFactor is { } factor) hours *= factor;
        if (specialty?.WindowHours is { } most) hours = Math.Min(hours, most);
        return TimeSpan.FromHours(hours);
    }
}
