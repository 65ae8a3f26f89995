namespace Telemed.Consultations.Rounds;

/// <summary>What the cases of a round say about its places.</summary>
public static class Standings
{
    /// <summary>How a case stands to the round it is in.</summary>
    public static CaseStanding Of(RoundState round, ConsultationState state)
    {
        if (state.Opinions.Count > 0) return CaseStanding.Signed;
        return state.Status.Open() && state.Invited.InstitutionId == round.Invited.InstitutionId ? CaseStanding.Open : CaseStanding.Gone;
    }

    /// <summary>How a place stands.</summary>
    public static PlaceState Of(RoundState round, RoundPlace place, CaseStanding standing) =>
        place.LeftOut is not null ? PlaceState.LeftOut
        : standing == CaseStanding.Signed ? PlaceState.Seen
        : standing == CaseStanding.Gone ? PlaceState.Gone
        : round.Present == place.CaseId ? PlaceState.BeingSeen
        : place is { VisitedAt: not null, Unseen: null } ? PlaceState.NoteDue
        : PlaceState.Waiting;

    /// <summary>Whether a case may be a place of a round between these two hospitals.</summary>
    public static bool Fits(ConsultationState state, string? invitingId, string? invitedId) =>
        state.Request.Kind == Contracts.ServiceKind.WardRound && state.Status.Open() && state.SubmittedAt is not null && state.Opinions.Count == 0
        && state.InvitingId == invitingId && state.Invited.InstitutionId == invitedId;
}
