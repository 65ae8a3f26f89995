using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations;

/// <summary>The live part of a synchronous case. A call is not a consultation: only <see cref="FinishSession"/> ends it.</summary>
public static partial class Consultation
{
    public static Decision Schedule(ConsultationState state, Caller by, DateTimeOffset start, DateTimeOffset end, string? room, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Schedule, by) is { } refusal) return refusal;
        if (start <= at || end <= start) return ConsultationRefusal.BadTimes;
        return new Steps(state)
            .Then(new Scheduled(start, end, room, by.AccountId, at))
            .Then(Clocks.Meet(state, at, ClockNames.Arrange))
            .Done(at);
    }

    /// <summary>Another time; after a no-show it opens the case again.</summary>
    public static Decision Reschedule(
        ConsultationState state, Caller by, DateTimeOffset start, DateTimeOffset end, string? room, PolicyPack pack, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Reschedule, by) is { } refusal) return refusal;
        if (start <= at || end <= start) return ConsultationRefusal.BadTimes;
        if (state is { Status: ConsultationStatus.Scheduled, Session: { } now } && now.Start == start && now.End == end && now.Room == room) return Decision.Nothing;
        var steps = new Steps(state).Then(new Rescheduled(start, end, room, by.AccountId, at));
        if (state.Status == ConsultationStatus.NoShow) steps.Then(Clocks.Start(state, pack, at, ClockNames.Report));
        return steps.Done(at);
    }

    public static Decision StartSession(ConsultationState state, Caller by, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.StartSession, by) is { } refusal) return refusal;
        ConsultationEvent fact = state.Status == ConsultationStatus.Suspended ? new SessionResumed(by.AccountId, at) : new SessionStarted(by.AccountId, at);
        return new Steps(state).Then(fact).Then(Clocks.Meet(state, at, ClockNames.Arrange)).Done(at);
    }

    public static Decision SuspendSession(ConsultationState state, Caller by, DateTimeOffset at) =>
        ConsultationTable.Forbids(state, ConsultationAction.SuspendSession, by) is { } refusal ? refusal : new SessionSuspended(by.AccountId, at);

    public static Decision FinishSession(ConsultationState state, Caller by, PolicyPack pack, DateTimeOffset at) =>
        ConsultationTable.Forbids(state, ConsultationAction.FinishSession, by) is { } refusal
            ? refusal
            : new Steps(state)
                .Then(new SessionFinished(by.AccountId, at))
                .Then(Clocks.Start(state, pack, at, ClockNames.Signature))
                .Done(at);

    /// <summary>One side did not appear at the appointed time.</summary>
    public static Decision MarkNoShow(ConsultationState state, Caller by, Side side, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.MarkNoShow, by) is { } refusal) return refusal;
        if (at < state.Session!.Start) return ConsultationRefusal.TooEarly;
        return new Steps(state).Then(new MarkedNoShow(side, by.AccountId, at)).Done(at);
    }
}
