using System.Diagnostics;
using static Telemed.Consultations.Rounds.RoundEvent;

namespace Telemed.Consultations.Rounds;

/// <summary>Folds facts into the state.</summary>
public static class RoundEvolve
{
    public static RoundState Evolve(RoundState state, RoundEvent fact) => fact switch
    {
        Planned e => state with
        {
            Status = RoundStatus.Planned,
            Number = e.Number,
            Author = e.Author,
            InvitingId = e.InvitingId,
            Invited = e.Invited,
            Start = e.Start,
            End = e.End,
            Note = e.Note,
            Places = [.. e.Places.Select(Place)],
            UpdatedAt = e.At,
        },
        PlacesAdded e => state with
        {
            Places = [.. state.Places.Where(p => e.Places.All(a => a.CaseId != p.CaseId)), .. e.Places.Select(Place)],
            UpdatedAt = e.At,
        },
        Reordered e => state with
        {
            Places = [.. e.CaseIds.Select(id => state.Places.First(p => p.CaseId == id)), .. state.Places.Where(p => !e.CaseIds.Contains(p.CaseId))],
            UpdatedAt = e.At,
        },
        PlaceLeftOut e => Change(state, e.CaseId, p => p with { LeftOut = new(e.Reason, e.At) }) with
        {
            Present = state.Present == e.CaseId ? null : state.Present,
            UpdatedAt = e.At,
        },
        _ => OnCourse(state, fact),
    };

    private static RoundState OnCourse(RoundState state, RoundEvent fact) => fact switch
    {
        Postponed e => state with { Start = e.Start, End = e.End, UpdatedAt = e.At },
        Taken e => state with { PractitionerId = e.PractitionerId, GiveBackReason = null, UpdatedAt = e.At },
        GivenBack e => state with { PractitionerId = null, GiveBackReason = e.Reason, UpdatedAt = e.At },
        Begun e => state with { Status = RoundStatus.Underway, BegunAt = e.At, UpdatedAt = e.At },
        MovedTo e => Change(state, e.CaseId, p => p with { VisitedAt = e.At }) with { Present = e.CaseId, UpdatedAt = e.At },
        Finished e => state with
        {
            Status = RoundStatus.Finished,
            Places = [.. state.Places.Select(p => p with { Unseen = e.Unseen.FirstOrDefault(u => u.CaseId == p.CaseId)?.Reason })],
            Present = null,
            EndedAt = e.At,
            UpdatedAt = e.At,
        },
        Cancelled e => state with { Status = RoundStatus.Cancelled, CancelReason = e.Reason, EndedAt = e.At, UpdatedAt = e.At },
        _ => throw new UnreachableException(fact.GetType().Name),   // an unknown fact is data loss
    };

    private static RoundPlace Place(PlannedPlace place) => new(place.CaseId, place.Ward, place.Bed);

    private static RoundState Change(RoundState state, string caseId, Func<RoundPlace, RoundPlace> change) =>
        state with { Places = [.. state.Places.Select(p => p.CaseId == caseId ? change(p) : p)] };
}
