using System.Collections.Frozen;
using Telemed.Contracts;
using static Telemed.Patients.Timeline.TimelineKind;

namespace Telemed.Patients.Timeline;

/// <summary>Which steps of a case mean something to the patient, and their plain words. What is not here makes no line: clocks, drafts, ratings, and the return as its own up-referral tells it.</summary>
internal static class TimelineSteps
{
    private const string Down = "down";

    private static readonly FrozenDictionary<(string Category, string Step), (TimelineKind Kind, Text Title)> Lines =
        new Dictionary<(string, string), (TimelineKind, Text)>
        {
            [("consultation", "submitted")] = (Consultation, new("提交远程会诊申请", "Asked for a remote consultation")),
            [("consultation", "accepted")] = (Consultation, new("受邀机构接受会诊", "The asked institution accepted")),
            [("consultation", "declined")] = (Consultation, new("受邀机构谢绝会诊", "The asked institution declined")),
            [("consultation", "redirected")] = (Consultation, new("改邀其他机构会诊", "Turned to another institution")),
            [("consultation", "scheduled")] = (Consultation, new("约定会诊时间", "Agreed on a time")),
            [("consultation", "sessionFinished")] = (Consultation, new("会诊已进行", "The session took place")),
            [("consultation", "opinionReleased")] = (Consultation, new("出具会诊意见", "The opinion was released")),
            [("consultation", "decisionRecorded")] = (Consultation, new("申请方医生已作出决定", "The asking doctor decided")),
            [("consultation", "markedNoShow")] = (Consultation, new("会诊未能进行", "The session did not take place")),
            [("consultation", "withdrawn")] = (Consultation, new("撤回会诊申请", "The request was withdrawn")),
            [("consultation", "expired")] = (Consultation, new("会诊申请逾期未处理", "The request expired")),
            [("consultation", "convertedToReferral")] = (Consultation, new("会诊转为转诊", "Converted to a referral")),
            [("consultation", "closed")] = (Consultation, new("会诊结束", "The consultation was closed")),
            [("consultation", "followedUp")] = (FollowUp, new("会诊后随访", "Followed up after the consultation")),
            [("referral", "submitted")] = (Referral, new("提交转诊申请", "Referred")),
            [("referral", "accepted")] = (Referral, new("接收医院同意接收", "The receiving hospital accepted")),
            [("referral", "reserved")] = (Referral, new("已预约号源或床位", "A slot or bed was booked")),
            [("referral", "declined")] = (Referral, new("接收医院谢绝", "The receiving hospital declined")),
            [("referral", "redirected")] = (Referral, new("改转其他医院", "Turned to another hospital")),
            [("referral", "departed")] = (Referral, new("患者已出发", "The patient left")),
            [("referral", "arrived")] = (Referral, new("患者已到达", "The patient arrived")),
            [("referral", "markedNotArrived")] = (Referral, new("患者未到", "The patient did not come")),
            [("referral", "cancelled")] = (Referral, new("转诊已取消", "The referral was cancelled")),
            [("referral", "withdrawn")] = (Referral, new("撤回转诊申请", "The referral was withdrawn")),
            [("referral", "expired")] = (Referral, new("转诊申请逾期未处理", "The referral expired")),
            [("referral", "closed")] = (Referral, new("转诊结案", "The referral was closed")),
            [("referral", "closedItself")] = (Referral, new("转诊自动结案", "The referral closed itself")),
            [("referral", "deathRecorded")] = (Referral, new("登记患者死亡", "The patient's death was recorded")),
            [("referral", "admitted")] = (Stay, new("收治", "Admitted")),
            [("referral", "completed")] = (Stay, new("诊疗结束", "Treatment ended")),
            [("referral", "received")] = (Return, new("基层机构已接收患者", "Received by primary care")),
            [("referral", "followedUp")] = (FollowUp, new("随访", "Followed up")),
            [("referral", "followUpWaived")] = (FollowUp, new("免除一次随访", "A follow-up was waived")),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Text> Directions = new Dictionary<string, Text>
    {
        ["up"] = new("提交上转申请", "Referred up"),
        [Down] = new("下转，回基层继续治疗", "Referred down to go on in primary care"),
        ["lateral"] = new("提交平级转诊申请", "Referred to an equal"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Text> Decisions = new Dictionary<string, Text>
    {
        ["adopted"] = new("申请方医生采纳会诊意见", "The asking doctor adopted the opinion"),
        ["partly"] = new("申请方医生部分采纳会诊意见", "The asking doctor adopted the opinion in part"),
        ["notAdopted"] = new("申请方医生未采纳会诊意见", "The asking doctor did not adopt the opinion"),
    }.ToFrozenDictionary();

    /// <summary>The kind of line; null when the step makes none. What a case down to primary care does on its way is part of the return.</summary>
    public static TimelineKind? KindOf(CaseStep step) => Lines.TryGetValue((step.Category, step.Step), out var line)
        ? line.Kind == Referral && step.Case.Kind == Down ? Return : line.Kind
        : null;

    /// <summary>The title of a line.</summary>
    /// <param name="caseKind">Kind or direction of the case.</param>
    /// <param name="detail">What the step added.</param>
    public static Text TitleOf(string category, string step, string? caseKind, string? detail) => (category, step) switch
    {
        ("referral", "submitted") when caseKind is not null && Directions.TryGetValue(caseKind, out var direction) => direction,
        ("referral", "reserved") when detail == "bed" => new("已预留床位", "A bed was booked"),
        ("referral", "reserved") when detail == "slot" => new("已预约号源", "A slot was booked"),
        ("consultation", "decisionRecorded") when detail is not null && Decisions.TryGetValue(detail, out var decision) => decision,
        _ => Lines[(category, step)].Title,
    };

    /// <summary>Steps whose line names both sides: it is they who change.</summary>
    public static bool NamesBothSides(string step) => step is "submitted" or "redirected";
}
