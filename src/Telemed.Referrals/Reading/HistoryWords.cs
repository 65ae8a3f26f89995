using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals.Reading;

/// <summary>Facts in plain words, Chinese and English; null for those that tell a reader nothing.</summary>
/// <param name="content">The reader may see clinical content.</param>
internal sealed class HistoryWords(IDirectory directory, bool content)
{
    public Text? Of(ReferralEvent fact) => fact switch
    {
        Drafted { ReturnOf: { } up } => new($"由转诊单 {up.Number} 下转生成", $"Made as the return of referral {up.Number}"),
        Drafted => new("建立转诊草稿", "Drafted the referral"),
        Edited => new("修改转诊草稿", "Edited the draft"),
        Submitted => new("提交转诊申请", "Submitted the referral"),
        InformationRequested e => With(new("要求补充资料", "Asked for more information"), e.Question),
        InformationProvided e => With(new("补充了资料", "Provided the information"), e.Answer),
        Accepted => new("接收机构同意接收", "The receiving institution accepted"),
        Reserved e => With(Reserve(e.Place), e.Place.Label),
        Declined e => With(new("接收机构谢绝", "The receiving institution declined"), e.Comment),
        Contested e => With(new("转出方请求复核", "The referring side insists"), e.Reason),
        Redirected e => Name(new("改转", "Turned to"), Institution(e.To.InstitutionId)),
        Departed => new("患者已出发", "The patient has left"),
        Arrived => new("患者已到达", "The patient has arrived"),
        MarkedNotArrived { By: null } => new("患者逾期未到", "The patient never came"),
        MarkedNotArrived e => With(new("登记患者未到", "Marked as not arrived"), e.Comment),
        Admitted e => With(new("已收治", "Admitted"), e.Ward),
        Completed => new("诊疗结束，已填写小结", "Treatment is over; the summary is written"),
        _ => OfReturn(fact) ?? OfEnding(fact) ?? OfClock(fact),
    };

    private Text? OfReturn(ReferralEvent fact) => fact switch
    {
        ReturnedDown e => Name(new("下转至", "Returned down to"), Institution(e.To.InstitutionId)),
        ReturnReceived => new("基层机构已接收患者", "Received below"),
        ReturnFollowedUp { Waived: true } => new("首次随访已免除", "The first follow-up was waived"),
        ReturnFollowedUp => new("已完成首次随访", "First follow-up done"),
        ReturnEnded => new("下转未完成，需重新安排", "The return ended early; another is needed"),
        Received e => Name(new("已接收患者", "Received the patient"), e.PractitionerId is { } id ? directory.Practitioner(id)?.Name : null),
        FollowedUp e => With(new("记录随访", "Recorded a follow-up"), e.Findings),
        FollowUpWaived e => With(new("免除随访", "Waived a follow-up"), e.Reason),
        Rated e => new($"评分 {e.Score}", $"Rated {e.Score}"),
        _ => null,
    };

    private Text? OfEnding(ReferralEvent fact) => fact switch
    {
        CancellationRequested e => With(new("申请取消", "Wishes to cancel"), e.Reason),
        CancellationRefused => new("不同意取消", "Did not agree to cancel"),
        Cancelled => new("双方同意取消", "Cancelled by both sides"),
        Withdrawn e => With(new("撤回申请", "Withdrew the referral"), e.Comment),
        DeathRecorded => new("登记患者死亡", "Recorded the patient's death"),
        Closed => new("结案", "Closed the case"),
        ClosedItself e => SelfClosingWords.Of(e.Reason, e.Other, Institution(e.InstitutionId)),
        Expired => new("逾期未处理，已失效", "Expired"),
        _ => null,
    };

    private static Text? OfClock(ReferralEvent fact) => fact switch
    {
        ClockBreached e => new($"超时：{ClockName(e.Clock).Zh}", $"Overdue: {ClockName(e.Clock).En}"),
        Escalated => new("已升级至转诊办公室负责人", "Escalated to the head of the office"),
        SecondHospitalOffered => new("可改转其他医院", "Another hospital may be asked"),
        _ => null,
    };

    private static Text ClockName(string clock) => clock switch
    {
        ReferralClocks.Reminder => new("应答提醒", "reminder"),
        ReferralClocks.Answer => new("应答", "answer"),
        ReferralClocks.Fallback => new("应答（第二医院）", "answer (second hospital)"),
        ReferralClocks.Expiry => new("申请有效期", "expiry"),
        ReferralClocks.Information => new("补充资料", "information"),
        ReferralClocks.Onward => new("谢绝后的处理", "next step after the refusal"),
        ReferralClocks.Reservation => new("安排号源或床位", "slot or bed"),
        ReferralClocks.Departure => new("出发", "departure"),
        ReferralClocks.Arrival => new("到达", "arrival"),
        ReferralClocks.NoShow => new("到诊期限", "no-show"),
        ReferralClocks.Cancellation => new("取消答复", "word on the cancellation"),
        ReferralClocks.Summary => new("回转与出院小结", "return with its summary"),
        ReferralClocks.Reception => new("基层接收", "reception"),
        ReferralClocks.FollowUp => new("随访", "follow-up"),
        _ => new("结案", "closing"),
    };

    private static Text Reserve(Reservation place) => place.Start is { } start
        ? new($"预约号源 {Local(start)}", $"Booked a slot at {Local(start)}")
        : new("预留床位", "Booked a bed");

    private Text With(Text text, string? said) => content && !string.IsNullOrWhiteSpace(said) ? new($"{text.Zh}：{said}", $"{text.En}: {said}") : text;

    private static Text Name(Text text, string? name) => name is null ? text : new($"{text.Zh} {name}", $"{text.En} {name}");

    private string? Institution(string? id) => id is null ? null : directory.Institution(id)?.Name ?? id;

    private static string Local(DateTimeOffset at) => $"{at.ToOffset(ChinaTime.UtcOffset):yyyy-MM-dd HH:mm}";
}
