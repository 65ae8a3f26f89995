using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals;

/// <summary>The receiving side before the patient comes: question, accept, book, decline.</summary>
public static partial class Referral
{
    public static Decision RequestInfo(ReferralState state, Caller by, string? question, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.RequestInfo, by) is { } refusal) return refusal;
        if (Empty(question)) return ReferralRefusal.TextMissing;
        var steps = new Steps(state)
            .Then(new InformationRequested(question!, by.AccountId, at))
            .Then(Clocks.Meet(state, at, ReferralClocks.Reminder));
        return steps
            .Then(Clocks.Pause(steps.State, pack, at))
            .Then(Clocks.Start(state, pack, at, ReferralClocks.Information))
            .Done(at);
    }

    /// <summary>Accepts, and books in the same append when a place is given: both happen or neither.</summary>
    public static Decision Accept(ReferralState state, Caller by, Reservation? place, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Accept, by) is { } refusal) return refusal;
        var steps = Accepting(new(state), by, pack, at);
        return (place is null ? steps : Booking(steps, place, by, pack, at)).Done(at);
    }

    /// <summary>Books a slot or bed, or another one instead.</summary>
    public static Decision Reserve(ReferralState state, Caller by, Reservation? place, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Reserve, by) is { } refusal) return refusal;
        if (place is null) return ReferralRefusal.PlaceMissing;
        return state.Place == place ? Decision.Nothing : Booking(new(state), place, by, pack, at).Done(at);
    }

    public static Decision Decline(
        ReferralState state, Caller by, string? reasonCode, string? comment, string? alternative, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Decline, by) is { } refusal) return refusal;
        if (Empty(reasonCode)) return ReferralRefusal.ReasonCodeMissing;
        var reason = pack.Referrals.DeclineReasons.FirstOrDefault(r => r.Code == reasonCode && r.Directions.Contains(state.Direction) && r.ValidOn(pack.Day(at)));
        if (reason is null) return ReferralRefusal.ReasonCodeUnknown;
        if (reason.CommentRequired && Empty(comment)) return ReferralRefusal.CommentMissing;
        var steps = new Steps(state)
            .Then(new Declined(reason.Code, comment, alternative, by.AccountId, at))
            .Then(Clocks.Meet(state, at, ReferralClocks.Reminder, ReferralClocks.Answer, ReferralClocks.Fallback))
            .Then(Clocks.Stop(state, at, ReferralClocks.Expiry, ReferralClocks.Information));
        return steps.Then(Clocks.Start(state, pack, at, ReferralClocks.Onward, ReferralClocks.Expiry)).Done(at);
    }

    private static Steps Accepting(Steps steps, Caller by, PolicyPack pack, DateTimeOffset at)
    {
        steps.Then(new Accepted(by.AccountId, at)).Then(Clocks.Meet(steps.State, at, Clocks.Answering));
        if (steps.State.Status == ReferralStatus.Arrived) return steps;
        string[] next = steps.State switch
        {
            { Status: ReferralStatus.InTransit } => [ReferralClocks.Reservation],
            { Direction: ReferralDirection.Down } => [ReferralClocks.Reception, ReferralClocks.NoShow],
            _ => [ReferralClocks.Reservation, ReferralClocks.Departure, ReferralClocks.NoShow],
        };
        return steps.Then(Clocks.Start(steps.State, pack, at, next));
    }

    private static Steps Booking(Steps steps, Reservation place, Caller by, PolicyPack pack, DateTimeOffset at)
    {
        steps.Then(new Reserved(place, by.AccountId, at)).Then(Clocks.Meet(steps.State, at, ReferralClocks.Reservation));
        return place.Start is { } start && start > at && steps.State.Status == ReferralStatus.Reserved
            ? steps.Then(Clocks.StartFrom(steps.State, pack, start, at, ReferralClocks.NoShow))
            : steps;
    }
}
