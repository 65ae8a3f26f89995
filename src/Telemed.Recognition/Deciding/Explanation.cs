using System.Globalization;
using Telemed.Contracts;

namespace Telemed.Recognition.Deciding;

/// <summary>One step of a decision, in words.</summary>
/// <param name="Ok">Null when the step was not asked.</param>
public sealed record ExplainedStep(string Code, Text Text, bool? Ok, Text Detail);

/// <summary>Why a result is judged as it is: every step in its order, whether or not an earlier one had already decided.</summary>
public static class Explanation
{
    private static readonly (string Code, Text Text, Rule[] Rules)[] Steps =
    [
        ("patient", new("同一患者", "The same patient"), [Rule.OtherPatient, Rule.IdentityUnchecked]),
        ("item", new("同一标准项目、方法与设备", "The same standard item, method and equipment"), [Rule.ItemUnmapped, Rule.OtherItem, Rule.OtherMethod, Rule.DeviceBelowClass]),
        ("catalogue", new("在互认目录内，不在负面清单", "In the catalogue, not on the negative list"), [Rule.NotInCatalogue, Rule.NegativeList, Rule.NeverRecognised]),
        ("evidence", new("检查当日质量评价依据或机构关系", "Evidence on the day of the examination, or a relation"),
            [Rule.EvidenceFailed, Rule.EvidenceSuspended, Rule.EvidenceMissing, Rule.MarkMissing, Rule.NoRelation]),
        ("window", new("在参考时限内", "Within the time limit"), [Rule.NotYetPerformed, Rule.WindowPassed]),
        ("retrievable", new("影像或数值可调阅", "Images or numbers can be looked at"), [Rule.NotRetrievable]),
        ("intervention", new("其间无干预", "No treatment in between"), [Rule.Intervention]),
        ("moment", new("无急诊、重大措施等情形", "No emergency, major measure or the like"), [Rule.Emergency, Rule.BeforeMajorMeasure, Rule.Appraisal, Rule.ConditionChanged]),
    ];

    public static IReadOnlyList<ExplainedStep> Of(Catalogue catalogue, string item, Judgement judgement, Quality quality) =>
        [.. Steps.Select(step => Of(step, catalogue, catalogue.Item(item), judgement, quality))];

    private static ExplainedStep Of((string Code, Text Text, Rule[] Rules) step, Catalogue catalogue, ItemRule? item, Judgement judgement, Quality quality)
    {
        var against = step.Rules.Where(judgement.Against.Contains).Select(Rules.TextOf).ToArray();
        if (against.Length > 0) return new(step.Code, step.Text, false, new(string.Join("；", against.Select(a => a.Zh)), string.Join("; ", against.Select(a => a.En))));
        return step.Code switch
        {
            "evidence" => new(step.Code, step.Text, true, Permits(judgement, quality)),
            "window" when judgement.ValidUntil is { } until => new(step.Code, step.Text, true, Until(until)),
            "window" => new(step.Code, step.Text, null, new("该项目没有时限", "The item has no time limit")),
            "intervention" when item?.NoIntervention != true => new(step.Code, step.Text, null, new("该项目不受干预影响", "A treatment does not matter to the item")),
            "catalogue" => new(step.Code, step.Text, true, new($"{catalogue.Ref}（{(catalogue.Mode == CatalogueMode.Strict ? "严格" : "开放")}）", $"{catalogue.Ref} ({catalogue.Mode})")),
            _ => new(step.Code, step.Text, true, new("符合", "Holds")),
        };
    }

    private static Text Permits(Judgement judgement, Quality quality)
    {
        var rule = judgement.Relation switch
        {
            RecognitionRelation.Mark => Rules.TextOf(Rule.Mark),
            RecognitionRelation.Alliance => Rules.TextOf(Rule.Alliance),
            RecognitionRelation.HigherToLower => Rules.TextOf(Rule.HigherToLower),
            RecognitionRelation.SameLevel => judgement.Rule == Rule.OwnResult ? Rules.TextOf(Rule.OwnResult) : Rules.TextOf(Rule.SameLevel),
            _ => Rules.TextOf(Rule.NoEvidenceNeeded),
        };
        return quality.Mark is { } mark ? new($"{rule.Zh}（{mark}）", $"{rule.En} ({mark})") : rule;
    }

    private static Text Until(DateTimeOffset until)
    {
        var local = until.ToOffset(ChinaTime.UtcOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new($"有效至 {local}", $"Holds until {local}");
    }
}
