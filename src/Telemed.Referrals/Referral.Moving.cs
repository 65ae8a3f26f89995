using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals;

/// <summary>The patient moves: departs, arrives or does not, is admitted, is treated.</summary>
public static partial class Referral
{
    private static readonly string[] BeforeArrival =
        [ReferralClocks.Departure, ReferralClocks.Arrival, ReferralClocks.NoShow, ReferralClocks.Reception, .. Clocks.Answering];

    private static readonly string[] UntilReceived = [.. BeforeArrival, ReferralClocks.Reservation, ReferralClocks.Information];

    /// <summary>The patient leaves; in an emergency before anybody has answered.</summary>
    public static Decision Depart(ReferralState state, Caller by, Transport? transport, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Depart, by) is { } refusal) return refusal;
        var steps = new Steps(state)
            .Then(new Departed(transport, by.AccountId, at))
            .Then(Clocks.Meet(state, at, ReferralClocks.Departure))
            .Then(Clocks.Stop(state, at, ReferralClocks.Information, ReferralClocks.Expiry));
        steps.Then(Clocks.Resume(steps.State, pack, at));
        var noShow = state.Clocks.Any(c => c is { Name: ReferralClocks.NoShow, StoppedAt: null });
        return steps.Then(Clocks.Start(steps.State, pack, at, noShow ? [ReferralClocks.Arrival] : [ReferralClocks.Arrival, ReferralClocks.NoShow])).Done(at);
    }

    public static Decision Arrive(ReferralState state, Caller by, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Arrive, by) is { } refusal) return refusal;
        var steps = new Steps(state).Then(new Arrived(by.AccountId, at)).Then(Clocks.Meet(state, at, BeforeArrival));
        return steps.Then(Clocks.StopAll(steps.State, at)).Done(at);
    }

    public static Decision MarkNotArrived(ReferralState state, Caller by, string? comment, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.MarkNotArrived, by) is { } refusal) return refusal;
        if (state.Place?.Start > at) return ReferralRefusal.TooEarly;
        return new Steps(state).Then(new MarkedNotArrived(comment, by.AccountId, at)).Done(at);
    }

    /// <summary>Admits the patient to a ward, or takes them into treatment without one.</summary>
    public static Decision Admit(ReferralState state, Caller by, string? ward, string? admissionNumber, DateTimeOffset at) =>
        ReferralTable.Forbids(state, ReferralAction.Admit, by) is { } refusal
            ? refusal
            : new Steps(state).Then(new Admitted(ward, admissionNumber, by.AccountId, at)).Done(at);

    /// <summary>The treatment is over: diagnosis, course, and what is to follow.</summary>
    public static Decision Complete(ReferralState state, Caller by, DischargeSummary? summary, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Complete, by) is { } refusal) return refusal;
        return Written(summary) ? Completing(new(state), by, summary!, pack, at).Done(at) : ReferralRefusal.SummaryMissing;
    }

    public static Decision RecordDeath(ReferralState state, Caller by, DateTimeOffset on, string? place, string? cause, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.RecordDeath, by) is { } refusal) return refusal;
        return on > at.AddMinutes(5) ? ReferralRefusal.TimeInFuture : new Steps(state).Then(new DeathRecorded(on, place, cause, by.AccountId, at)).Done(at);
    }

    private static bool Written(DischargeSummary? summary) => summary is not null && !Empty(summary.Diagnosis) && !Empty(summary.Course) && !Empty(summary.Plan);

    private static Steps Completing(Steps steps, Caller by, DischargeSummary summary, PolicyPack pack, DateTimeOffset at)
    {
        steps.Then(new Completed(summary, by.AccountId, at));
        return steps.State.Direction == ReferralDirection.Up ? steps.Then(Clocks.Start(steps.State, pack, at, ReferralClocks.Summary)) : steps;
    }
}
