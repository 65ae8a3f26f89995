using Telemed.Contracts;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

/// <summary>Every action with a body that no rule but the table can refuse.</summary>
internal static class Actions
{
    public static Decision Try(ConsultationState s, ConsultationAction action, Caller by, DateTimeOffset at)
    {
        var self = by.PractitionerId switch { "p1" => First, "p2" => Second, "p3" => Third, _ => null };
        return action switch
        {
            ConsultationAction.Edit => Consultation.Edit(s, by, s.Request with { Purpose = "另一目的" }, at),
            ConsultationAction.Submit => Consultation.Submit(s, by, Around, at),
            ConsultationAction.RequestInfo => Consultation.RequestInfo(s, by, "用药情况？", Pack, at),
            ConsultationAction.ProvideInfo => Consultation.ProvideInfo(s, by, "见附件", ["1.2.4"], [], Pack, at),
            ConsultationAction.Accept => Consultation.Accept(s, by, Pack, at),
            ConsultationAction.Decline => Consultation.Decline(s, by, "noCapacity", null, null, Pack, at),
            ConsultationAction.Redirect => Consultation.Redirect(
                s, by, new("province", "神经内科", null, null), Around with { Invited = Province, Agreement = World.Agreement with { InvitedId = "province" } }, at),
            ConsultationAction.Assign => Consultation.Assign(s, by, ["p1"], "p1", [First], Pack, at),
            ConsultationAction.Claim => Consultation.Claim(s, by, self, Pack, at),
            ConsultationAction.Schedule => Consultation.Schedule(s, by, at.AddHours(1), at.AddHours(2), null, at),
            ConsultationAction.Reschedule => Consultation.Reschedule(s, by, at.AddHours(1), at.AddHours(2), null, Pack, at),
            ConsultationAction.StartSession => Consultation.StartSession(s, by, at),
            ConsultationAction.SuspendSession => Consultation.SuspendSession(s, by, at),
            ConsultationAction.FinishSession => Consultation.FinishSession(s, by, Pack, at),
            ConsultationAction.DraftOpinion => Consultation.DraftOpinion(s, by, Opinion with { Advice = $"第{s.Revisions}稿" }, at),
            ConsultationAction.Sign => Consultation.Sign(s, by, s.Draft?.Revision ?? 0, self, "jws", Pack, at),
            ConsultationAction.Adopt => Consultation.Adopt(s, by, AdoptionDecision.Partly, "已用药", at),
            ConsultationAction.FollowUp => Consultation.FollowUp(s, by, at, "好转", at),
            ConsultationAction.Rate => Consultation.Rate(s, by, 5, null, at),
            ConsultationAction.Close => Consultation.Close(s, by, at),
            ConsultationAction.Withdraw => Consultation.Withdraw(s, by, null, at),
            ConsultationAction.MarkNoShow => Consultation.MarkNoShow(s, by, Side.Invited, at),
            ConsultationAction.ConvertToReferral => Consultation.ConvertToReferral(s, by, null, at),
            ConsultationAction.Amend => Consultation.Amend(s, by, "补充", null, Pack, at),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }
}
