using Telemed.Contracts;

namespace Telemed.Examinations;

/// <summary>Why a step on a result is refused.</summary>
public enum ResultRefusal
{
    [Refusal("没有找到该结果", "No such result", 404)]
    NotReported,

    [Refusal("该编号已有一份内容不同的结果；如需更正请使用更正", "A result of this number says something else; correct it instead")]
    ResultExists,

    [Refusal("该结果已作废", "This result was voided")]
    IsVoided,

    [Refusal("只能上报或更正本机构的结果", "An institution reports and corrects its own results only", 403)]
    OtherInstitution,

    [Refusal("更正不能把结果改到另一位患者名下；请作废后重新上报", "A correction does not move a result to another patient; void it and report it anew")]
    OtherPatient,

    [Refusal("该结果没有危急值", "This result has no critical value")]
    NotCritical,

    [Refusal("该危急值已由他人确认", "Somebody else has confirmed this critical value")]
    AlreadyConfirmed,
}
