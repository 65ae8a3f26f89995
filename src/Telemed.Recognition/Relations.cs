using Telemed.Contracts;

namespace Telemed.Recognition;

/// <summary>How a caller stands to a check: the institution that orders is <see cref="Relation.Inviting"/>; whoever made the earlier results has no part in it.</summary>
public static class Relations
{
    /// <summary>From the case and the caller alone; without supervision, which no action needs.</summary>
    public static Relation Of(RecognitionState state, Caller caller)
    {
        if (state.Status == RecognitionStatus.None) return Relation.None;
        var relation = Relation.None;
        if (caller.InstitutionId is { } own && own == state.Orderer.InstitutionId)
        {
            relation |= Relation.Inviting;
            if (caller.AccountId == state.Author.AccountId) relation |= Relation.Author;
        }
        if (caller.PatientId is { } patient && patient == state.PatientId) relation |= Relation.Patient;
        return relation;
    }

    /// <summary>With supervision, as the directory knows it.</summary>
    public static Relation Of(RecognitionState state, Caller caller, IDirectory directory)
    {
        var relation = Of(state, caller);
        if (state.Status != RecognitionStatus.None && caller.AreaCode is { } area && directory.Supervises(area, state.Orderer.InstitutionId)) relation |= Relation.Supervising;
        return relation;
    }
}
