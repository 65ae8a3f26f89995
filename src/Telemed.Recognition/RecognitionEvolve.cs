using System.Diagnostics;
using static Telemed.Recognition.RecognitionEvent;

namespace Telemed.Recognition;

/// <summary>Folds facts into the state.</summary>
public static class RecognitionEvolve
{
    public static RecognitionState Evolve(RecognitionState state, RecognitionEvent fact) => fact switch
    {
        Checked e => state with
        {
            Number = e.Number,
            Author = e.Author,
            Orderer = e.Orderer,
            PatientId = e.PatientId,
            IdentityChecked = e.IdentityChecked,
            Department = e.Department,
            Diagnoses = e.Diagnoses,
            Context = e.Context,
            Catalogue = e.Catalogue,
            Quiet = e.Quiet,
            Items = e.Items,
            EndsAt = e.EndsAt,
            CreatedAt = e.At,
            UpdatedAt = e.At,
        },
        Opened e => state with { Viewed = [.. state.Viewed, new(e.ResultId, e.By)], UpdatedAt = e.At },
        Accepted e => Decided(state, new(e.No, e.Code, e.ResultId, PhysicianDecision.Accept, null, e.Comment, e.By, e.PractitionerId, e.At)),
        Declined e => Decided(state, new(e.No, e.Code, e.ResultId, PhysicianDecision.Decline, e.ReasonCode, e.Comment, e.By, e.PractitionerId, e.At)),
        Deferred e => Decided(state, new(e.No, e.Code, e.ResultId, PhysicianDecision.Defer, null, e.Comment, e.By, e.PractitionerId, e.At)),
        OrderWithdrawn e => state with { Withdrawn = [.. state.Withdrawn, e.Code] },
        Revoked e => state with
        {
            Decisions = [.. state.Decisions.Select(d => d.No == e.No ? d with { RevokedAt = e.At } : d)],
            Withdrawn = [.. state.Withdrawn.Where(code => code != state.Decisions.First(d => d.No == e.No).Code)],
            UpdatedAt = e.At,
        },
        Quoted e => state with { UpdatedAt = e.At },
        Ordered e => state with { Orders = [.. state.Orders, new(e.Code, e.OrderId, e.Repeated, e.At)], UpdatedAt = e.At },
        Closed e => state with { EndedAt = e.At, UpdatedAt = e.At },
        RepeatFound e => state with
        {
            Number = e.Number,
            Orderer = e.Orderer,
            PatientId = e.PatientId,
            Catalogue = e.Catalogue,
            Items = [e.Item],
            Orders = [new(e.Item.Code, null, e.Unasked, e.PerformedAt)],
            CreatedAt = e.At,
            UpdatedAt = e.At,
            EndedAt = e.At,
        },
        _ => throw new UnreachableException(fact.GetType().Name),   // an unknown fact is data loss
    };

    private static RecognitionState Decided(RecognitionState state, MadeDecision made) => state with { Decisions = [.. state.Decisions, made], UpdatedAt = made.At };
}
