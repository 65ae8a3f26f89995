using Telemed.Contracts;
using static Telemed.Referrals.Tests.World;

namespace Telemed.Referrals.Tests;

/// <summary>Every action with a body that no rule but the table can refuse.</summary>
internal static class Actions
{
    public static Decision Try(ReferralState s, ReferralAction action, Caller by, DateTimeOffset at)
    {
        var elsewhere = s.To.InstitutionId == "city" ? County : City;
        return action switch
        {
            ReferralAction.Edit => Referral.Edit(s, by, s.Request with { ReasonComment = "补充" }, at),
            ReferralAction.Submit => Referral.Submit(s, by, Around, at),
            ReferralAction.RequestInfo => Referral.RequestInfo(s, by, "用药情况？", Pack, at),
            ReferralAction.ProvideInfo => Referral.ProvideInfo(s, by, "见附件", ["1.2.4"], [], Pack, at),
            ReferralAction.Accept => Referral.Accept(s, by, null, Pack, at),
            ReferralAction.Decline => Referral.Decline(s, by, "noBed", null, null, Pack, at),
            ReferralAction.Redirect => Referral.Redirect(s, by, new(elsewhere.Id, "内科"), null, new(Township, elsewhere, false, null, s.Direction == ReferralDirection.Down), Pack, at),
            ReferralAction.Contest => Referral.Contest(s, by, "病情加重", Pack, at),
            ReferralAction.Reserve => Referral.Reserve(s, by, Slot with { Id = $"slot-{s.Place?.Id}", Start = at.AddHours(1) }, Pack, at),
            ReferralAction.Depart => Referral.Depart(s, by, null, Pack, at),
            ReferralAction.Arrive => Referral.Arrive(s, by, at),
            ReferralAction.MarkNotArrived => Referral.MarkNotArrived(s, by, null, at),
            ReferralAction.Admit => Referral.Admit(s, by, "一病区", null, at),
            ReferralAction.Complete => Referral.Complete(s, by, Summary, Pack, at),
            ReferralAction.ReturnDown => Referral.ReturnDown(s, "case", by, Summary, Plan with { FollowUps = [new(Pack.Day(at).AddDays(7), "测血压")] }, new("township", "全科"), null, DownPair, Pack, at),
            ReferralAction.Receive => Referral.Receive(s, by, null, null, Pack, at),
            ReferralAction.FollowUp => Referral.FollowUp(s, by, null, at, "好转", Pack, at),
            ReferralAction.Rate => Referral.Rate(s, by, 5, null, at),
            ReferralAction.Close => Referral.Close(s, by, at),
            ReferralAction.Cancel => Referral.Cancel(s, by, "患者拒绝", Pack, at),
            ReferralAction.ConfirmCancel => Referral.ConfirmCancel(s, by, true, Pack, at),
            ReferralAction.Withdraw => Referral.Withdraw(s, by, null, at),
            ReferralAction.RecordDeath => Referral.RecordDeath(s, by, at, null, null, at),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }
}
