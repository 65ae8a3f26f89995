using Telemed.Contracts;

namespace Telemed.Recognition;

/// <summary>Every rule that can forbid a step of a check.</summary>
public enum RecognitionRefusal
{
    [Refusal("当前状态不允许此操作", "Not possible in the present state")]
    IllegalTransition,

    [Refusal("您的角色不能执行此操作", "Your role does not allow this", 403)]
    Forbidden,

    [Refusal("没有该患者", "No such patient", 400, "patientId")]
    PatientUnknown,

    [Refusal("本次核对不含该项目", "The check has no such item", 400, "code")]
    ItemUnknown,

    [Refusal("该结果不在本次核对的候选结果中", "Not among the earlier results of this check", 400, "resultId")]
    ResultUnknown,

    [Refusal("该结果不符合互认条件，不能认可", "The rules do not allow this result to be recognised")]
    NotRecognisable,

    [Refusal("不予互认须选择法定复检理由", "Declining needs one of the statutory reasons", 400, "reasonCode")]
    ReasonCodeMissing,

    [Refusal("没有该复检理由", "No such reason", 400, "reasonCode")]
    ReasonCodeUnknown,

    [Refusal("该理由须附说明", "This reason needs a comment", 400, "comment")]
    CommentMissing,

    [Refusal("须向患者说明复查的必要性和目的，并确认已说明", "Explain the need to the patient, and say that you did", 400, "explained")]
    ExplanationMissing,

    [Refusal("该项目已认可其他结果，请先撤销", "Another result of this item is already accepted; revoke that first")]
    AlreadyDecided,

    [Refusal("该项目已开单", "The item has been ordered")]
    AlreadyOrdered,

    [Refusal("该项目已认可既往结果，开单前请先撤销认可", "An earlier result is accepted; revoke that before ordering")]
    AcceptedInstead,

    [Refusal("没有该决定，或已撤销", "No such decision, or it is revoked", 400)]
    DecisionUnknown,
}
