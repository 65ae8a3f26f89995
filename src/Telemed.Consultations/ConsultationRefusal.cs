using Telemed.Contracts;

namespace Telemed.Consultations;

/// <summary>Every rule that can forbid a step of a consultation.</summary>
public enum ConsultationRefusal
{
    [Refusal("当前状态不允许此操作", "Not possible in the present state")]
    IllegalTransition,

    [Refusal("您的角色不能执行此操作", "Your role does not allow this", 403)]
    Forbidden,

    [Refusal("请填写会诊事由", "The reason is missing", 400)]
    ReasonMissing,

    [Refusal("请填写会诊目的", "The purpose is missing", 400)]
    PurposeMissing,

    [Refusal("请填写主诉", "The complaint is missing", 400)]
    ComplaintMissing,

    [Refusal("请填写病史摘要", "The history is missing", 400)]
    HistoryMissing,

    [Refusal("请填写初步诊断", "The present diagnosis is missing", 400)]
    DiagnosisMissing,

    [Refusal("影像诊断须附影像检查", "An imaging case needs a study", 400)]
    StudyMissing,

    [Refusal("须附检查资料或检查结果", "An examination or a result must be attached", 400)]
    ExaminationMissing,

    [Refusal("请选择受邀机构", "Choose the institution to ask", 400, "invited.institutionId")]
    InvitedMissing,

    [Refusal("请填写受邀科室", "Choose the department to ask", 400)]
    DepartmentMissing,

    [Refusal("没有该患者", "No such patient", 400, "patientId")]
    PatientUnknown,

    [Refusal("患者身份尚未核验", "The patient's identity has not been checked")]
    IdentityUnchecked,

    [Refusal("未成年患者须登记监护人", "A minor needs a guardian on record")]
    GuardianMissing,

    [Refusal("未成年患者须由监护人签署同意", "For a minor the guardian gives consent")]
    GuardianConsentNeeded,

    [Refusal("资料外送前须取得书面知情同意", "Consent is needed before data leave")]
    ConsentMissing,

    [Refusal("知情同意的签署时间晚于现在", "The consent is dated in the future")]
    ConsentInFuture,

    [Refusal("仅急会诊可用紧急依据，并须注明批准人", "The emergency basis is for emergencies only and names who approved")]
    EmergencyBasisNotAllowed,

    [Refusal("不能邀请本机构", "An institution cannot ask itself")]
    OwnInstitution,

    [Refusal("邀请方机构未接入平台", "The asking institution is not connected")]
    InvitingNotConnected,

    [Refusal("受邀方机构未接入平台", "The asked institution is not connected")]
    InvitedNotConnected,

    [Refusal("受邀机构未开展该项服务", "The asked institution does not offer this kind of service")]
    KindNotOffered,

    [Refusal("两机构之间没有有效的合作协议", "No agreement between the two institutions is in force")]
    NoAgreement,

    [Refusal("不得由上级机构向下级机构提出邀请", "A higher tier does not ask a lower one")]
    HigherAsksLower,

    [Refusal("申请须由在册医务人员提出", "The asking side needs a registered practitioner")]
    AuthorNotPractitioner,

    [Refusal("申请医师的执业注册已过期", "The asking practitioner's licence is out of date")]
    AuthorLicenceExpired,

    [Refusal("该机构的申请须由执业医师提出", "At this institution a physician has to ask")]
    AuthorTitleTooLow,

    [Refusal("没有该医师", "No such practitioner", 400, "practitionerId")]
    PractitionerUnknown,

    [Refusal("该医师不属于受邀机构", "The practitioner does not belong to the asked institution")]
    PractitionerElsewhere,

    [Refusal("医师职称低于要求", "The practitioner's title is below what is required")]
    TitleTooLow,

    [Refusal("医师的执业注册已过期", "The practitioner's licence is out of date")]
    LicenceExpired,

    [Refusal("医师独立临床工作年限不足", "The practitioner has not practised independently for long enough")]
    PracticeTooShort,

    [Refusal("牵头医师须在所分派的医师之中", "The lead must be among those assigned", 400, "lead")]
    LeadNotAssigned,

    [Refusal("多学科会诊须有两个以上科室的医师", "A multidisciplinary case needs two departments")]
    DepartmentsTooFew,

    [Refusal("须另有主治及以上医师审核", "A second physician of the required title has to review")]
    ReviewerMissing,

    [Refusal("该会诊点名邀请了另一位医师", "Another practitioner was asked by name")]
    NamedForAnother,

    [Refusal("请说明拒绝原因", "A reason is needed", 400, "reasonCode")]
    ReasonCodeMissing,

    [Refusal("没有该拒绝原因", "No such reason", 400, "reasonCode")]
    ReasonCodeUnknown,

    [Refusal("该原因须附说明", "This reason needs a comment", 400, "comment")]
    CommentMissing,

    [Refusal("请填写内容", "Text is missing", 400)]
    TextMissing,

    [Refusal("开始时间须晚于现在，结束须晚于开始", "It must start in the future and end after it starts", 400, "start")]
    BadTimes,

    [Refusal("时间不得晚于现在", "The time lies in the future", 400, "at")]
    TimeInFuture,

    [Refusal("约定时间未到", "The appointed time has not come")]
    TooEarly,

    [Refusal("意见还没有内容", "The opinion has no text yet")]
    NothingToSign,

    [Refusal("意见草稿已被修改，请重新阅读后签名", "The draft has changed; read it again before signing")]
    DraftChanged,

    [Refusal("审核医师职称不足", "The reviewer's title is too low")]
    ReviewerTitleTooLow,

    [Refusal("咨询意见不得包含诊断", "Advice holds no diagnosis")]
    AdviceHoldsDiagnosis,

    [Refusal("部分采纳或不采纳须说明理由", "Say why it was not or only partly adopted", 400, "note")]
    NoteMissing,

    [Refusal("已评价过", "Already rated")]
    AlreadyRated,

    [Refusal("评分须为 1 至 5", "The score is 1 to 5", 400, "score")]
    BadScore,

    [Refusal("只能更正由您签名的意见", "Only its signers amend an opinion", 403)]
    NotASigner,
}
