using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Consultations.Rounds.RoundEvent;
using RoundDecision = Telemed.Kernel.Decision<Telemed.Consultations.Rounds.RoundEvent, Telemed.Consultations.Rounds.RoundRefusal>;

namespace Telemed.Consultations.Rounds;

/// <summary>Where and when a round is to be.</summary>
public sealed record RoundPlan(Invited Invited, DateTimeOffset Start, DateTimeOffset End, string? Note);

/// <summary>The list of a round: who is on it, in which order, and when. One pure function per command.</summary>
public static partial class Round
{
    /// <summary>Most patients of one round.</summary>
    public const int MostPlaces = 40;

    /// <summary>How it is folded and stored.</summary>
    public static Aggregate<RoundState, RoundEvent, RoundRefusal> Aggregate { get; } = new("round", RoundState.Initial, RoundEvolve.Evolve, new("round"), state => state.Claims);

    public static RoundDecision Plan(RoundState state, Caller by, string number, RoundPlan plan, IReadOnlyList<PlannedPlace> places, DateTimeOffset at)
    {
        if (state.Status != RoundStatus.None) return RoundRefusal.IllegalTransition;
        if (!by.Is(Role.Physician) || by.InstitutionId is not { } inviting) return RoundRefusal.Forbidden;
        if (plan.Start <= at || plan.End <= plan.Start) return RoundRefusal.BadTimes;
        if (StopsPlaces(state, places) is { } stopped) return stopped;
        return new Planned(number, new(by.AccountId, by.PractitionerId), inviting, plan.Invited, plan.Start, plan.End, plan.Note, places, at);
    }

    /// <summary>More patients at the end of the list; one who was left out comes back there.</summary>
    public static RoundDecision Add(RoundState state, Caller by, IReadOnlyList<PlannedPlace> places, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Add, by) is { } refusal) return refusal;
        return StopsPlaces(state, places) is { } stopped ? stopped : new PlacesAdded(places, by.AccountId, at);
    }

    /// <param name="order">Everyone who is not left out, once.</param>
    public static RoundDecision Reorder(RoundState state, Caller by, IReadOnlyList<string> order, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Reorder, by) is { } refusal) return refusal;
        var now = state.Here.Select(p => p.CaseId).ToArray();
        if (order.SequenceEqual(now)) return RoundDecision.Nothing;
        if (order.Count != now.Length || order.Distinct().Count() != now.Length || order.Except(now).Any()) return RoundRefusal.OrderIncomplete;
        return new Reordered(order, by.AccountId, at);
    }

    public static RoundDecision LeaveOut(RoundState state, Caller by, string caseId, string? reason, CaseStanding standing, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.LeaveOut, by) is { } refusal) return refusal;
        if (state.Places.FirstOrDefault(p => p.CaseId == caseId) is not { } place) return RoundRefusal.NotInRound;
        if (place.LeftOut is not null) return RoundDecision.Nothing;
        if (string.IsNullOrWhiteSpace(reason)) return RoundRefusal.ReasonMissing;
        return standing == CaseStanding.Signed ? RoundRefusal.AlreadySeen : new PlaceLeftOut(caseId, reason, by.AccountId, at);
    }

    public static RoundDecision Reschedule(RoundState state, Caller by, DateTimeOffset start, DateTimeOffset end, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Reschedule, by) is { } refusal) return refusal;
        if (start <= at || end <= start) return RoundRefusal.BadTimes;
        return state.Start == start && state.End == end ? RoundDecision.Nothing : new Postponed(start, end, by.AccountId, at);
    }

    public static RoundDecision Cancel(RoundState state, Caller by, string? reason, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Cancel, by) is { } refusal) return refusal;
        return string.IsNullOrWhiteSpace(reason) ? RoundRefusal.ReasonMissing : new Cancelled(reason, by.AccountId, at);
    }

    private static RoundRefusal? StopsPlaces(RoundState state, IReadOnlyList<PlannedPlace> places)
    {
        if (places.Count == 0) return RoundRefusal.PlacesMissing;
        var here = state.Here.Select(p => p.CaseId).ToHashSet();
        if (places.Any(p => !here.Add(p.CaseId))) return RoundRefusal.PlaceTwice;
        return here.Count > MostPlaces ? RoundRefusal.TooManyPlaces : null;
    }
}
