using Telemed.Contracts;

namespace Telemed.Consultations.Rounds;

/// <summary>How a caller stands to a round.</summary>
public static class RoundRelations
{
    /// <summary>From the round and the caller alone. That a caller is one of its patients only the cases know.</summary>
    public static Relation Of(RoundState state, Caller caller)
    {
        if (state.Status == RoundStatus.None || caller.InstitutionId is not { } own) return Relation.None;
        var relation = Relation.None;
        if (own == state.InvitingId)
        {
            relation |= Relation.Inviting;
            if (caller.AccountId == state.Author.AccountId) relation |= Relation.Author;
        }
        if (own == state.Invited.InstitutionId)
        {
            relation |= Relation.Invited;
            if (state.PractitionerId is { } makes && makes == caller.PractitionerId) relation |= Relation.Assigned | Relation.Lead;
        }
        return relation;
    }

    /// <summary>With supervision, as the directory knows it.</summary>
    public static Relation Of(RoundState state, Caller caller, IDirectory directory)
    {
        var relation = Of(state, caller);
        if (state.Status != RoundStatus.None && caller.AreaCode is { } area
            && (directory.Supervises(area, state.InvitingId) || directory.Supervises(area, state.Invited.InstitutionId!)))
            relation |= Relation.Supervising;
        return relation;
    }
}
