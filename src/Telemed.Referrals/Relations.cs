using Telemed.Contracts;

namespace Telemed.Referrals;

/// <summary>How a caller stands to a referral: the referring side is <see cref="Relation.Inviting"/>, the receiving side <see cref="Relation.Invited"/>.</summary>
public static class Relations
{
    /// <summary>From the case and the caller alone; without supervision, which no action needs.</summary>
    public static Relation Of(ReferralState state, Caller caller)
    {
        if (state.Status == ReferralStatus.None) return Relation.None;
        var relation = Relation.None;
        if (caller.InstitutionId is { } own)
        {
            if (own == state.FromId)
            {
                relation |= Relation.Inviting;
                if (caller.AccountId == state.Author.AccountId) relation |= Relation.Author;
            }
            if (state.SubmittedAt is not null && own == state.To.InstitutionId) relation |= Relation.Invited;   // a draft has not left the asking side
        }
        if (state.SubmittedAt is not null && caller.PatientId == state.Request.PatientId) relation |= Relation.Patient;
        return relation;
    }

    /// <summary>With supervision, as the directory knows it.</summary>
    public static Relation Of(ReferralState state, Caller caller, IDirectory directory)
    {
        var relation = Of(state, caller);
        if (state.SubmittedAt is not null && caller.AreaCode is { } area
            && (directory.Supervises(area, state.FromId) || directory.Supervises(area, state.To.InstitutionId!)))
            relation |= Relation.Supervising;
        return relation;
    }
}
