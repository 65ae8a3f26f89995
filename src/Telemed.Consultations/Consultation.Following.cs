using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations;

/// <summary>After the opinion: the asking side decides for itself, follows the patient up, rates and closes.</summary>
public static partial class Consultation
{
    public static Decision Adopt(ConsultationState state, Caller by, AdoptionDecision decision, string? note, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Adopt, by) is { } refusal) return refusal;
        if (decision != AdoptionDecision.Adopted && Empty(note)) return ConsultationRefusal.NoteMissing;
        return new Steps(state)
            .Then(new DecisionRecorded(decision, note, by.AccountId, at))
            .Then(Clocks.Meet(state, at, ClockNames.Decision))
            .Done(at);
    }

    /// <param name="on">When the patient was seen; not in the future.</param>
    public static Decision FollowUp(ConsultationState state, Caller by, DateTimeOffset on, string? findings, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.FollowUp, by) is { } refusal) return refusal;
        if (Empty(findings)) return ConsultationRefusal.TextMissing;
        if (on > at) return ConsultationRefusal.TimeInFuture;
        return state.FollowUps.Any(f => f.At == on && f.Findings == findings) ? Decision.Nothing : new FollowedUp(on, findings!, by.AccountId, at);
    }

    public static Decision Rate(ConsultationState state, Caller by, int score, string? comment, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Rate, by) is { } refusal) return refusal;
        if (score is < 1 or > 5) return ConsultationRefusal.BadScore;
        if (state.Rating is { } given) return given == new Rating(score, comment) ? Decision.Nothing : ConsultationRefusal.AlreadyRated;
        return new Rated(score, comment, by.AccountId, at);
    }

    public static Decision Close(ConsultationState state, Caller by, DateTimeOffset at) =>
        ConsultationTable.Forbids(state, ConsultationAction.Close, by) is { } refusal
            ? refusal
            : new Steps(state).Then(new Closed(by.AccountId, at)).Done(at);
}
