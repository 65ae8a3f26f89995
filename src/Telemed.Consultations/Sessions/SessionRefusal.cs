using Telemed.Contracts;

namespace Telemed.Consultations.Sessions;

public enum SessionRefusal
{
    [Refusal("您不能进入该会诊的会话", "You may not enter the session of this consultation", 403)]
    NotYours,

    [Refusal("会诊已结束，会话关闭", "The consultation has ended; its session is closed")]
    CaseEnded,

    [Refusal("内容为空", "There is no text", 400)]
    TextMissing,

    [Refusal("内容过长", "Too long", 400)]
    TooLong,

    [Refusal("您不在会话中", "You are not in the session")]
    NotInSession,
}
