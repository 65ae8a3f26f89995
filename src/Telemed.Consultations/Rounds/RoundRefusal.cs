using Telemed.Contracts;

namespace Telemed.Consultations.Rounds;

/// <summary>Every rule that can forbid a step of a ward round.</summary>
public enum RoundRefusal
{
    [Refusal("当前状态不允许此操作", "Not possible in the present state")]
    IllegalTransition,

    [Refusal("您的角色不能执行此操作", "Your role does not allow this", 403)]
    Forbidden,

    [Refusal("开始时间须晚于现在，结束须晚于开始", "It must start in the future and end after it starts", 400, "start")]
    BadTimes,

    [Refusal("请至少选择一位住院患者", "Choose at least one inpatient", 400, "places")]
    PlacesMissing,

    [Refusal("一次查房最多 40 位患者", "A round has at most 40 patients", 400, "places")]
    TooManyPlaces,

    [Refusal("同一患者在名单中出现了两次", "The same patient is in the list twice", 400, "places")]
    PlaceTwice,

    [Refusal("该会诊不是双方之间进行中的远程查房", "This case is no open ward round case between the two hospitals", 400, "caseId")]
    CaseUnfit,

    [Refusal("名单中没有该患者", "This patient is not in the round", 400, "caseId")]
    NotInRound,

    [Refusal("新的顺序须恰好包含名单中的每一位患者", "The new order must hold every patient of the round exactly once", 400, "order")]
    OrderIncomplete,

    [Refusal("请说明原因", "A reason is needed", 400, "reason")]
    ReasonMissing,

    [Refusal("该患者的查房意见已签名", "The note of this patient is already signed")]
    AlreadySeen,

    [Refusal("该患者的会诊已结束或已转往他院", "The case of this patient has ended or is with another hospital")]
    CaseGone,

    [Refusal("名单中没有待查的患者了", "Nobody is left to be seen")]
    NobodyLeft,

    [Refusal("请逐一说明未查患者的原因", "Say for each patient who was not seen why", 400, "unseen")]
    UnseenUnexplained,

    [Refusal("没有该医师", "No such practitioner", 400, "practitionerId")]
    PractitionerUnknown,

    [Refusal("该医师不属于受邀机构", "The practitioner does not belong to the asked institution", 400, "practitionerId")]
    PractitionerElsewhere,

    [Refusal("该查房点名邀请了另一位医师", "Another practitioner was asked by name")]
    NamedForAnother,
}
