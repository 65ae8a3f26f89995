using Telemed.Contracts;

namespace Telemed.Consultations;

/// <summary>How a caller stands to a consultation.</summary>
public static class Relations
{
    /// <summary>From the case and the caller alone; without supervision, which no action needs.</summary>
    public static Relation Of(ConsultationState state, Caller caller)
    {
        if (state.Status == ConsultationStatus.None) return Relation.None;
        var relation = Relation.None;
        if (caller.InstitutionId is { } own)
        {
            if (own == state.InvitingId)
            {
                relation |= Relation.Inviting;
                if (caller.AccountId == state.Author.AccountId) relation |= Relation.Author;
            }
            if (state.Status == ConsultationStatus.Draft) return relation;   // a draft has not left the asking side
            if (state.SubmittedAt is not null && own == state.Invited.InstitutionId)
            {
                relation |= Relation.Invited;
                if (state.Assigned.Any(a => a.PractitionerId == caller.PractitionerId)) relation |= Relation.Assigned;
                if (state.Lead is not null && state.Lead == caller.PractitionerId) relation |= Relation.Lead;
            }
        }
        if (state.SubmittedAt is not null && caller.PatientId == state.Request.PatientId) relation |= Relation.Patient;
        return relation;
    }

    /// <summary>With supervision, as the directory knows it.</summary>
    public static Relation Of(ConsultationState state, Caller caller, IDirectory directory)
    {
        var relation = Of(state, caller);
        if (state.SubmittedAt is not null && caller.AreaCode is { } area
            && (directory.Supervises(area, state.InvitingId) || directory.Supervises(area, state.Invited.InstitutionId!)))
            relation |= Relation.Supervising;
        return relation;
    }
}
