using Telemed.Contracts;

namespace Telemed.Referrals;

/// <summary>Every rule that can forbid a step of a referral.</summary>
public enum ReferralRefusal
{
    [Refusal("当前状态不允许此操作", "Not possible in the present state")]
    IllegalTransition,

    [Refusal("您的角色不能执行此操作", "Your role does not allow this", 403)]
    Forbidden,

    [Refusal("请选择接收机构", "Choose the receiving institution", 400, "to.institutionId")]
    ReceiverMissing,

    [Refusal("没有该接收机构", "No such receiving institution", 400, "to.institutionId")]
    ReceiverUnknown,

    [Refusal("请填写接收科室", "Choose the receiving department", 400)]
    DepartmentMissing,

    [Refusal("请填写转诊原因", "The reason is missing", 400, "reasonCode")]
    ReasonCodeMissing,

    [Refusal("没有该原因", "No such reason", 400, "reasonCode")]
    ReasonCodeUnknown,

    [Refusal("该原因须附说明", "This reason needs a comment", 400)]
    CommentMissing,

    [Refusal("没有该转诊指征", "No such criterion", 400, "criteria")]
    CriterionUnknown,

    [Refusal("请填写初步印象", "The first impression is missing", 400)]
    ImpressionMissing,

    [Refusal("请填写主要现病史（转出原因）", "The present illness is missing", 400)]
    PresentIllnessMissing,

    [Refusal("请填写诊断", "The diagnosis is missing", 400)]
    DiagnosisMissing,

    [Refusal("没有该患者", "No such patient", 400, "patientId")]
    PatientUnknown,

    [Refusal("患者身份尚未核验", "The patient's identity has not been checked")]
    IdentityUnchecked,

    [Refusal("未成年患者须登记监护人", "A minor needs a guardian on record")]
    GuardianMissing,

    [Refusal("未成年患者须由监护人签署同意", "For a minor the guardian gives consent")]
    GuardianConsentNeeded,

    [Refusal("转诊前须取得书面知情同意", "Consent is needed before a referral")]
    ConsentMissing,

    [Refusal("知情同意的签署时间晚于现在", "The consent is dated in the future")]
    ConsentInFuture,

    [Refusal("仅急诊转诊可用紧急依据，并须注明批准人", "The emergency basis is for emergencies only and names who approved")]
    EmergencyBasisNotAllowed,

    [Refusal("不能转往本机构", "An institution cannot refer to itself")]
    OwnInstitution,

    [Refusal("转出机构未接入平台", "The referring institution is not connected")]
    ReferringNotConnected,

    [Refusal("接收机构未接入平台", "The receiving institution is not connected")]
    ReceiverNotConnected,

    [Refusal("该机构不接收转诊患者", "This institution does not receive patients")]
    ReceiverTakesNoPatients,

    [Refusal("转诊方向与两机构的层级不符", "The direction does not fit the levels of the two institutions")]
    DirectionDoesNotFit,

    [Refusal("按本地规则不能转往该机构", "The rules of the region do not allow this receiver")]
    ReceiverNotAllowed,

    [Refusal("转往该机构须有有效的合作协议", "This receiver needs an agreement in force")]
    NoAgreement,

    [Refusal("应先考虑医联体或县域内机构；如确需越级，请说明理由", "A nearer receiver comes first; say why it does not do")]
    NearerReceiverFirst,

    [Refusal("转诊须由在册医务人员提出", "The referring side needs a registered practitioner")]
    AuthorNotPractitioner,

    [Refusal("转诊医师的执业注册已过期", "The referring practitioner's licence is out of date")]
    AuthorLicenceExpired,

    [Refusal("该会诊未由申请方转为转诊", "The consultation was not converted by its requester")]
    ConsultationNotConverted,

    [Refusal("请填写内容", "Text is missing", 400)]
    TextMissing,

    [Refusal("时间不得晚于现在", "The time lies in the future", 400)]
    TimeInFuture,

    [Refusal("预约时间未到", "The booked time has not come")]
    TooEarly,

    [Refusal("请选择号源或床位", "Choose a slot or bed", 400)]
    PlaceMissing,

    [Refusal("请填写出院诊断、诊疗经过和后续方案", "Diagnosis, course and plan of the discharge are missing", 400, "summary")]
    SummaryMissing,

    [Refusal("请填写用药、康复或注意事项", "The plan has no text yet", 400, "plan")]
    PlanMissing,

    [Refusal("随访日期须晚于今天，且须说明内容", "A follow-up is due after today and says what is to be done", 400, "plan.followUps")]
    BadFollowUp,

    [Refusal("没有该随访任务", "No such follow-up", 400, "taskId")]
    FollowUpUnknown,

    [Refusal("基层机构尚未接收患者，或首次随访未记录", "The patient is not yet received below, or the first follow-up is missing")]
    LoopOpen,

    [Refusal("没有该医师，或不属于接收机构", "No such practitioner at the receiving institution", 400, "practitionerId")]
    PractitionerUnknown,

    [Refusal("已评价过", "Already rated")]
    AlreadyRated,

    [Refusal("评分须为 1 至 5", "The score is 1 to 5", 400, "score")]
    BadScore,
}
