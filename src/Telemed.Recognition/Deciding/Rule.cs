using Telemed.Contracts;

namespace Telemed.Recognition.Deciding;

/// <summary>Every rule that can decide. First those that recognise; then those that speak against it, in the order in which they are asked.</summary>
/// <remarks>Stored by name; the number is a bit of <see cref="RuleSet"/>.</remarks>
public enum Rule
{
    OwnResult,
    Mark,
    Alliance,
    SameLevel,
    HigherToLower,
    NoEvidenceNeeded,

    OtherPatient,
    IdentityUnchecked,
    ItemUnmapped,
    OtherItem,
    OtherMethod,
    DeviceBelowClass,
    NotInCatalogue,
    NegativeList,
    NeverRecognised,
    EvidenceFailed,
    EvidenceSuspended,
    EvidenceMissing,
    MarkMissing,
    NoRelation,
    NotYetPerformed,
    WindowPassed,
    NotRetrievable,
    Intervention,
    Emergency,
    BeforeMajorMeasure,
    Appraisal,
    ConditionChanged,

    /// <summary>There is no earlier result to speak of.</summary>
    NoPriorResult,
}

/// <summary>What each rule means: its step, how bad it is, its words, and the statutory reason that it comes close to.</summary>
public static class Rules
{
    private static readonly RuleSet Forbidding = new(
        Rule.OtherPatient, Rule.ItemUnmapped, Rule.OtherItem, Rule.NotInCatalogue, Rule.NegativeList, Rule.NeverRecognised, Rule.NotYetPerformed, Rule.WindowPassed, Rule.Intervention,
        Rule.NoPriorResult);

    /// <summary>The verdict when this speaks against a result.</summary>
    public static Verdict VerdictOf(Rule rule) => rule <= Rule.NoEvidenceNeeded ? Verdict.Recognisable : Forbidding.Contains(rule) ? Verdict.NotRecognisable : Verdict.ReferenceOnly;

    /// <summary>The verdict of all together, and the first of those that give it.</summary>
    public static (Verdict Verdict, Rule Rule) Worst(RuleSet against, Rule permits)
    {
        if (against.IsEmpty) return (Verdict.Recognisable, permits);
        var worst = against & Forbidding;
        return worst.IsEmpty ? (Verdict.ReferenceOnly, against.First) : (Verdict.NotRecognisable, worst.First);
    }

    /// <summary>In plain words.</summary>
    public static Text TextOf(Rule rule) => rule switch
    {
        Rule.OwnResult => new("本机构已有的结果", "Made by the own institution"),
        Rule.Mark => new("带有覆盖本地区的互认标识", "Carries a mark whose scope holds this region"),
        Rule.Alliance => new("医联体内互认", "Recognised inside the alliance"),
        Rule.SameLevel => new("同级医疗机构互认", "Recognised between institutions of one level"),
        Rule.HigherToLower => new("下级认同上级医疗机构结果", "A lower institution recognises a higher one's"),
        Rule.NoEvidenceNeeded => new("该项目无须质量评价依据", "The item needs no evidence of quality"),
        Rule.OtherPatient => new("不是该患者的结果", "Another patient's result"),
        Rule.IdentityUnchecked => new("患者身份尚未核验，仅供参考", "The patient's identity is unchecked"),
        Rule.ItemUnmapped => new("结果项目尚未对照到标准项目", "The result's item is not mapped to a standard one"),
        Rule.OtherItem => new("与所开项目不同", "Another item than the one ordered"),
        Rule.OtherMethod => new("检查方法不在互认范围内", "Made by a method that the catalogue does not name"),
        Rule.DeviceBelowClass => new("设备等级未达到互认要求或未注明", "The equipment is below the class asked for, or not stated"),
        Rule.NotInCatalogue => new("项目不在互认目录内", "The item is not in the catalogue"),
        Rule.NegativeList => new("项目列入互认负面清单", "The item is on the negative list"),
        Rule.NeverRecognised => new("该项目变化快，不予互认", "The item changes too fast ever to be recognised"),
        Rule.EvidenceFailed => new("检查当日质量评价未通过或未参加", "Quality evaluation failed or not taken on the day of the examination"),
        Rule.EvidenceSuspended => new("检查当日互认资格已暂停", "Suspended on the day of the examination"),
        Rule.EvidenceMissing => new("检查当日无有效的质量评价依据", "No evidence of quality on the day of the examination"),
        Rule.MarkMissing => new("无覆盖本地区的互认标识（本地区仅凭标识互认）", "No mark whose scope holds this region, which recognises by mark alone"),
        Rule.NoRelation => new("既无互认标识，也不属于同级、医联体内或上级机构", "Neither a mark nor same level, alliance or higher institution"),
        Rule.NotYetPerformed => new("检查时间晚于现在", "Performed in the future"),
        Rule.WindowPassed => new("已超过参考时限", "Older than the time limit"),
        Rule.NotRetrievable => new("仅有文字结论，影像或数值无法调阅", "Only a text; no images or numbers to look at"),
        Rule.Intervention => new("其间有手术、输血、放化疗等干预", "A treatment in between changed what was measured"),
        Rule.Emergency => new("急诊、抢救情形，由医师决定", "Emergency: the physician decides"),
        Rule.BeforeMajorMeasure => new("手术、输血等重大措施前，由医师决定", "Before surgery, transfusion or another major measure: the physician decides"),
        Rule.Appraisal => new("涉及司法、伤残、病退等鉴定", "For a judicial or disability appraisal"),
        Rule.ConditionChanged => new("病情发生变化，由医师决定", "The condition changed: the physician decides"),
        _ => new("没有近期的既往结果", "No recent earlier result"),
    };
}
