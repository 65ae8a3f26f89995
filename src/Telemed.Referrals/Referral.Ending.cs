using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals;

/// <summary>Cancellation after acceptance is a wish that the other side confirms; and what time does to a case.</summary>
public static partial class Referral
{
    public static Decision Cancel(ReferralState state, Caller by, string? reason, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Cancel, by) is { } refusal) return refusal;
        if (Empty(reason)) return ReferralRefusal.TextMissing;
        var side = by.InstitutionId == state.FromId ? Side.Asking : Side.Asked;
        return new Steps(state)
            .Then(new CancellationRequested(reason!, side, by.AccountId, at))
            .Then(Clocks.Pause(state, pack, at))
            .Then(Clocks.Start(state, pack, at, ReferralClocks.Cancellation))
            .Done(at);
    }

    public static Decision ConfirmCancel(ReferralState state, Caller by, bool agree, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.ConfirmCancel, by) is { } refusal) return refusal;
        var steps = new Steps(state);
        if (agree) return steps.Then(Clocks.Meet(state, at, ReferralClocks.Cancellation)).Then(new Cancelled(state.CancelWish!.Reason, by.AccountId, at)).Done(at);
        steps.Then(new CancellationRefused(by.AccountId, at)).Then(Clocks.Meet(state, at, ReferralClocks.Cancellation));
        return steps.Then(Clocks.Resume(steps.State, pack, at)).Done(at);
    }

    /// <summary>A clock has run out. Too early, stopped, paused or done before: nothing happens.</summary>
    public static Decision FireClock(ReferralState state, string name, DateTimeOffset at)
    {
        var clock = state.Clocks.FirstOrDefault(c => c.Name == name);
        if (clock is not { Running: true } || at < clock.DueAt) return Decision.Nothing;
        var steps = new Steps(state).Then(new ClockBreached(name, clock.Effect, clock.DueAt, at));
        return clock.Effect switch
        {
            BreachEffect.Escalate => steps.Then(new Escalated(name, at)).Done(at),
            BreachEffect.OfferSecondHospital => steps.Then(new SecondHospitalOffered(name, at)).Done(at),
            BreachEffect.Expire => steps.Then(End(state, name, at)).Done(at),
            _ => steps.Done(at),
        };
    }

    private static ReferralEvent End(ReferralState state, string clock, DateTimeOffset at) => clock switch
    {
        ReferralClocks.NoShow => new MarkedNotArrived(null, null, at),
        ReferralClocks.Closing => new ClosedItself(state.Direction == ReferralDirection.Down ? "followedUp" : "loopClosed", state.Return?.Case, null, at),
        _ => new Expired(clock, at),
    };
}
