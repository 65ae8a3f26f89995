using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals;

/// <summary>Below: receive, follow up, close. And the author's word on the service.</summary>
public static partial class Referral
{
    /// <summary>The lower institution has the patient; who was not accepted before is accepted by this.</summary>
    /// <param name="receiver">The practitioner who takes over; null when nobody is named or known.</param>
    public static Decision Receive(ReferralState state, Caller by, string? practitionerId, Practitioner? receiver, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Receive, by) is { } refusal) return refusal;
        if (practitionerId is not null && (receiver is not { Active: true } || receiver.InstitutionId != state.To.InstitutionId)) return ReferralRefusal.PractitionerUnknown;
        var steps = new Steps(state);
        if (state.AcceptedAt is null) steps.Then(new Accepted(by.AccountId, at));
        steps.Then(new Received(practitionerId ?? by.PractitionerId, by.AccountId, at)).Then(Clocks.Meet(steps.State, at, UntilReceived));
        return NextFollowUp(steps, pack, at).Done(at);
    }

    /// <summary>Records that a follow-up was done; without a task the next one that is owed.</summary>
    public static Decision FollowUp(ReferralState state, Caller by, string? taskId, DateTimeOffset on, string? findings, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.FollowUp, by) is { } refusal) return refusal;
        if (Empty(findings)) return ReferralRefusal.TextMissing;
        if (on > at.AddMinutes(5)) return ReferralRefusal.TimeInFuture;
        if (Task(state, taskId) is not { } task) return ReferralRefusal.FollowUpUnknown;
        if (task.Settled) return task.DoneAt == on && task.Findings == findings ? Decision.Nothing : ReferralRefusal.FollowUpUnknown;
        return Settled(new Steps(state).Then(new FollowedUp(task.Id, on, findings!, by.AccountId, at)), pack, at);
    }

    /// <summary>Waives a follow-up, with a reason.</summary>
    public static Decision WaiveFollowUp(ReferralState state, Caller by, string? taskId, string? reason, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.FollowUp, by) is { } refusal) return refusal;
        if (Empty(reason)) return ReferralRefusal.TextMissing;
        if (Task(state, taskId) is not { } task) return ReferralRefusal.FollowUpUnknown;
        if (task.Settled) return task.Waived == reason ? Decision.Nothing : ReferralRefusal.FollowUpUnknown;
        return Settled(new Steps(state).Then(new FollowUpWaived(task.Id, reason!, by.AccountId, at)), pack, at);
    }

    public static Decision Rate(ReferralState state, Caller by, int score, string? comment, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Rate, by) is { } refusal) return refusal;
        if (score is < 1 or > 5) return ReferralRefusal.BadScore;
        if (state.Rating is { } given) return given == new Rating(score, comment) ? Decision.Nothing : ReferralRefusal.AlreadyRated;
        return new Rated(score, comment, by.AccountId, at);
    }

    /// <summary>Closes a case whose loop is closed: above, when the patient was received below and first followed up; below, after the first follow-up.</summary>
    public static Decision Close(ReferralState state, Caller by, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Close, by) is { } refusal) return refusal;
        return LoopClosed(state) ? new Steps(state).Then(new Closed(by.AccountId, at)).Done(at) : ReferralRefusal.LoopOpen;
    }

    /// <summary>Nothing is owed that the end of this case waits for.</summary>
    public static bool LoopClosed(ReferralState state) => state.Direction switch
    {
        ReferralDirection.Up => state.Return is { Ended: false, LoopClosed: true },
        ReferralDirection.Down => state.FollowUps.Any(t => t.Settled),
        _ => state.Return is null or { Ended: true } or { LoopClosed: true },
    };

    private static FollowUpTask? Task(ReferralState state, string? id) =>
        id is null ? state.FollowUps.FirstOrDefault(t => !t.Settled) : state.FollowUps.FirstOrDefault(t => t.Id == id);

    private static Decision Settled(Steps steps, PolicyPack pack, DateTimeOffset at)
    {
        steps.Then(Clocks.Meet(steps.State, at, ReferralClocks.FollowUp));
        return steps.State.FollowUps.All(t => t.Settled)
            ? steps.Then(Clocks.Start(steps.State, pack, at, ReferralClocks.Closing)).Done(at)
            : NextFollowUp(steps, pack, at).Done(at);
    }

    /// <summary>The clock of the next task runs from the end of its day.</summary>
    private static Steps NextFollowUp(Steps steps, PolicyPack pack, DateTimeOffset at) =>
        steps.State.FollowUps.FirstOrDefault(t => !t.Settled) is { } next
            ? steps.Then(Clocks.StartFrom(steps.State, pack, new(next.DueOn.AddDays(1).ToDateTime(TimeOnly.MinValue), pack.Calendar.UtcOffset), at, ReferralClocks.FollowUp))
            : steps;
}
