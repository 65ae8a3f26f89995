using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations.Reading;

/// <summary>Facts in plain words, Chinese and English; null for those that tell a reader nothing.</summary>
/// <param name="content">The reader may see clinical content.</param>
/// <param name="drafts">The reader may know of drafts and of signatures before release.</param>
internal sealed class HistoryWords(IDirectory directory, bool content, bool drafts, Language language)
{
    public Text? Of(ConsultationEvent fact) => fact switch
    {
        Drafted => new("建立申请草稿", "Drafted the request"),
        Edited => new("修改申请草稿", "Edited the draft"),
        Submitted => new("提交会诊申请", "Submitted the request"),
        InformationRequested e => With(new("要求补充资料", "Asked for more information"), e.Question),
        InformationProvided e => With(new("补充了资料", "Provided the information"), e.Answer),
        Accepted => new("受邀机构接受申请", "The asked institution accepted"),
        Declined e => With(new("受邀机构谢绝申请", "The asked institution declined"), e.Comment),
        Redirected e => Name(new("改邀", "Turned to"), Institution(e.Invited.InstitutionId)),
        Assigned e => Name(new("分派给", "Assigned to"), People(e.Practitioners.Select(p => p.PractitionerId))),
        Claimed e => Name(new("认领：", "Claimed by"), People([e.Practitioner.PractitionerId])),
        GivenBack e => Name(new("退回：", "Given back by"), People([e.PractitionerId])),
        Scheduled e => Name(new("约定时间", "Scheduled for"), Local(e.Start)),
        Rescheduled e => Name(new("改期至", "Rescheduled to"), Local(e.Start)),
        SessionStarted => new("会诊开始", "The session started"),
        SessionSuspended => new("会诊暂停", "The session was suspended"),
        SessionResumed => new("会诊继续", "The session went on"),
        SessionFinished => new("会诊结束，待出具意见", "The session ended; the opinion is due"),
        OpinionDrafted => drafts ? new("保存意见草稿", "Saved a draft of the opinion") : null,
        OpinionSigned e => drafts ? Name(new("签名：", "Signed by"), People([e.Signature.PractitionerId])) : null,
        OpinionReleased e => new($"发布第 {e.Version} 版意见", $"Released version {e.Version} of the opinion"),
        AmendmentOpened e => With(new($"更正第 {e.Amends} 版意见", $"Amends version {e.Amends} of the opinion"), e.Reason),
        _ => OfEnding(fact) ?? OfClock(fact),
    };

    private Text? OfEnding(ConsultationEvent fact) => fact switch
    {
        DecisionRecorded { Decision: AdoptionDecision.Adopted } e => With(new("采纳意见", "Adopted the opinion"), e.Note),
        DecisionRecorded { Decision: AdoptionDecision.Partly } e => With(new("部分采纳意见", "Adopted the opinion in part"), e.Note),
        DecisionRecorded e => With(new("未采纳意见", "Did not adopt the opinion"), e.Note),
        FollowedUp e => With(new("记录随访", "Recorded a follow-up"), e.Findings),
        Rated e => new($"评分 {e.Score}", $"Rated {e.Score}"),
        Closed => new("结案", "Closed the case"),
        Withdrawn e => With(new("撤回申请", "Withdrew the request"), e.Comment),
        MarkedNoShow { Side: Side.Inviting } => new("申请方未到", "The asking side did not appear"),
        MarkedNoShow => new("受邀方未到", "The asked side did not appear"),
        ConvertedToReferral => new("转为转诊", "Converted to a referral"),
        Expired => new("逾期未处理，已失效", "Expired unanswered"),
        _ => null,
    };

    private static Text? OfClock(ConsultationEvent fact) => fact switch
    {
        ClockBreached e => new($"超时：{ClockName(e.Clock).Zh}", $"Overdue: {ClockName(e.Clock).En}"),
        Escalated => new("已升级至管理办公室负责人", "Escalated to the head of the office"),
        SecondHospitalOffered => new("可改邀其他医院", "Another hospital may be asked"),
        _ => null,
    };

    private static Text ClockName(string clock) => clock switch
    {
        ClockNames.Triage => new("分诊", "triage"),
        ClockNames.Answer => new("应答", "answer"),
        ClockNames.Fallback => new("应答（第二医院）", "answer (second hospital)"),
        ClockNames.Expiry => new("申请有效期", "expiry"),
        ClockNames.Arrange => new("安排", "arrangement"),
        ClockNames.Report => new("出具意见", "opinion"),
        ClockNames.Signature => new("签名", "signature"),
        ClockNames.Information => new("补充资料", "information"),
        _ => new("申请方决定", "decision"),
    };

    private Text With(Text text, string? said) => content && !string.IsNullOrWhiteSpace(said) ? new($"{text.Zh}：{said}", $"{text.En}: {said}") : text;

    private static Text Name(Text text, string? name) => new($"{text.Zh}{name}", $"{text.En} {name}");

    private string People(IEnumerable<string> ids) =>
        string.Join(language == Language.Zh ? "、" : ", ", ids.Select(id => directory.Practitioner(id)?.Name ?? id));

    private string? Institution(string? id) => id is null ? null : directory.Institution(id)?.Name ?? id;

    private static string Local(DateTimeOffset at) => $"{at.ToOffset(ChinaTime.UtcOffset):yyyy-MM-dd HH:mm}";
}
