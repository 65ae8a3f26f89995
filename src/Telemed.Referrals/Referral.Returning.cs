using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals;

/// <summary>The way back down: the case that went up decides on the return, the return is made from that fact, and what happens to it is told back.</summary>
public static partial class Referral
{
    /// <summary>Sends the patient back down with a plan.</summary>
    /// <param name="id">The case itself.</param>
    /// <param name="summary">Where the treatment was not completed before: both in one step.</param>
    /// <param name="receiverId">The contracted family doctor there, if there is one.</param>
    /// <param name="pair">The treating institution and the one below; null when that is unknown.</param>
    public static Decision ReturnDown(
        ReferralState state, string id, Caller by, DischargeSummary? summary, CarePlan plan, Receiver to, string? receiverId, Pair? pair, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.ReturnDown, by) is { } refusal) return refusal;
        if (state.Status == ReferralStatus.UnderCare && !Written(summary)) return ReferralRefusal.SummaryMissing;
        if (ReferralGate.StopsPlan(plan, pack, at) is { } incomplete) return incomplete;
        if (pair is null) return ReferralRefusal.ReceiverUnknown;
        if (Empty(to.Department)) return ReferralRefusal.DepartmentMissing;
        if (Receivers.Stops(ReferralDirection.Down, pair, pack, reasonGiven: true) is { } stopped) return stopped;
        var steps = state.Status == ReferralStatus.UnderCare ? Completing(new(state), by, summary!, pack, at) : new Steps(state);
        var back = ReturnId(id, state.Returns + 1);
        var tasks = ReferralGate.FollowUps(plan, state.Request.DiagnosisCodes(), pack, at);
        steps.Then(new ReturnedDown(
            new(back, NumberOf(back, at)), to, receiverId, plan with { FollowUps = tasks }, StandingOf(pair, pack), new(by.AccountId, by.PractitionerId), at));
        return steps.Then(Clocks.Meet(steps.State, at, ReferralClocks.Summary)).Done(at);
    }

    /// <summary>Makes the down-referral that <paramref name="up"/> decided on. Done before: nothing happens.</summary>
    public static Decision OpenReturn(ReferralState state, string upId, ReferralState up, PolicyPack pack)
    {
        if (state.Status != ReferralStatus.None || up.Return is not { } back) return Decision.Nothing;
        var discharge = up.Discharge!.Summary;
        var request = new ReferralRequest(
            ReferralDirection.Down, Urgency.Routine, up.Request.PatientId, back.To, "stable", null, null, [], up.Request.Diagnoses,
            new(discharge.Diagnosis, discharge.Plan, up.Request.Summary.History, discharge.Course, null, up.Request.Summary.Cautions),
            null, up.Studies, up.Results, up.Request.Consent, null, back.Plan);
        var steps = new Steps(state)
            .Then(new Drafted(back.Case.Number, back.By, up.To.InstitutionId!, request, new(upId, up.Number), back.PractitionerId, back.At));
        return Submitting(steps, back.Standing, pack, back.At);
    }

    /// <summary>Tells the case that went up how its return stands now. Told before: nothing happens.</summary>
    public static Decision HearOfReturn(ReferralState state, string returnId, ReferralState back, PolicyPack pack, DateTimeOffset at)
    {
        if (!state.Status.Open() || state.Return is not { Ended: false } known || known.Case.Id != returnId) return Decision.Nothing;
        var steps = new Steps(state);
        if (known.ReceivedAt is null && back.ReceivedAt is not null) steps.Then(new ReturnReceived(returnId, at));
        if (known.FollowedUpAt is null && back.FollowUps.FirstOrDefault(t => t.Settled) is { } first) steps.Then(new ReturnFollowedUp(returnId, first.Waived is not null, at));
        if (steps.State.Return!.LoopClosed && !known.LoopClosed) steps.Then(Clocks.Start(steps.State, pack, at, ReferralClocks.Closing));
        if (back.Status.Ended() && !steps.State.Return!.LoopClosed)
        {
            steps.Then(new ReturnEnded(returnId, back.Status, at));
            steps.Then(back.Status == ReferralStatus.Deceased
                ? [new ClosedItself("patientDied", known.Case, back.To.InstitutionId, at)]
                : Clocks.Start(steps.State, pack, at, ReferralClocks.Summary));
        }
        return steps.Done(at);
    }

    /// <summary>The patient was admitted, or died, under another case: this one ends and says why. Too late, or done before: nothing happens.</summary>
    public static Decision EndFor(ReferralState state, string reason, CaseRef other, string? institutionId, DateTimeOffset at)
    {
        var ends = reason == "patientDied" ? state.Status.Open() && state.SubmittedAt is not null : state.Status.BeforeArrival();
        return ends ? new Steps(state).Then(new ClosedItself(reason, other, institutionId, at)).Done(at) : Decision.Nothing;
    }
}
