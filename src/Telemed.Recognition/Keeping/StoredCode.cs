using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Keeping;

/// <summary>Numbers by which facts of a check name a value: its place here. Add at the end, never move.</summary>
/// <remarks>Apart from the enums, whose order is that in which rules are asked and may change.</remarks>
internal static class StoredCode
{
    public static IReadOnlyList<Verdict> Verdicts { get; } = [Verdict.Recognisable, Verdict.ReferenceOnly, Verdict.NotRecognisable];

    public static IReadOnlyList<RecognitionRelation> Relations { get; } =
        [RecognitionRelation.None, RecognitionRelation.SameLevel, RecognitionRelation.Alliance, RecognitionRelation.HigherToLower, RecognitionRelation.Mark];

    public static IReadOnlyList<QualityState> Qualities { get; } = [QualityState.None, QualityState.Passed, QualityState.NotPassed, QualityState.Suspended];

    public static IReadOnlyList<AdministrativeTier> Tiers { get; } =
    [
        AdministrativeTier.National, AdministrativeTier.Provincial, AdministrativeTier.City, AdministrativeTier.County, AdministrativeTier.Township, AdministrativeTier.Village,
    ];

    public static IReadOnlyList<ResultCategory> Categories { get; } =
        [ResultCategory.Lab, ResultCategory.Imaging, ResultCategory.Ecg, ResultCategory.Ultrasound, ResultCategory.Pathology, ResultCategory.Other];

    public static IReadOnlyList<Rule> Rules { get; } =
    [
        Rule.OwnResult, Rule.Mark, Rule.Alliance, Rule.SameLevel, Rule.HigherToLower, Rule.NoEvidenceNeeded, Rule.OtherPatient, Rule.IdentityUnchecked, Rule.ItemUnmapped, Rule.OtherItem,
        Rule.OtherMethod, Rule.DeviceBelowClass, Rule.NotInCatalogue, Rule.NegativeList, Rule.NeverRecognised, Rule.EvidenceFailed, Rule.EvidenceSuspended, Rule.EvidenceMissing,
        Rule.MarkMissing, Rule.NoRelation, Rule.NotYetPerformed, Rule.WindowPassed, Rule.NotRetrievable, Rule.Intervention, Rule.Emergency, Rule.BeforeMajorMeasure, Rule.Appraisal,
        Rule.ConditionChanged, Rule.NoPriorResult,
    ];

    /// <exception cref="InvalidDataException">A value without a number.</exception>
    public static int Of<T>(IReadOnlyList<T> codes, T value) where T : struct, Enum
    {
        for (var i = 0; i < codes.Count; i++)
            if (EqualityComparer<T>.Default.Equals(codes[i], value)) return i;
        throw new InvalidDataException($"{typeof(T).Name} {value} has no stored number.");
    }

    /// <summary>A bit for each rule.</summary>
    public static long Of(RuleSet rules)
    {
        var bits = 0L;
        foreach (var rule in rules) bits |= 1L << Of(Rules, rule);
        return bits;
    }

    /// <summary>From the bits.</summary>
    public static RuleSet Read(long bits)
    {
        var rules = new RuleSet();
        for (var code = 0; bits >> code != 0; code++)
            if ((bits >> code & 1) != 0) rules |= Rules[code];
        return rules;
    }
}
