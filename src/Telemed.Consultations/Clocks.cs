using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations;

/// <summary>The clocks of a case as facts: computed from the pack that is given, never from a timer.</summary>
internal static class Clocks
{
    public static IEnumerable<ConsultationEvent> Start(ConsultationState state, PolicyPack pack, DateTimeOffset at, params string[] names) =>
        from name in names
        let rule = pack.Clock(state.Request.Kind, state.Request.Urgency, name)
        where rule is not null
        select new ClockStarted(name, pack.Due(rule, at), rule.BusinessTime, rule.Effect, at);

    /// <summary>What it waited for has happened; late if it had run out.</summary>
    public static IEnumerable<ConsultationEvent> Meet(ConsultationState state, DateTimeOffset at, params string[] names) =>
        state.Clocks.Where(c => c.StoppedAt is null && names.Contains(c.Name)).Select(c => new ClockStopped(c.Name, true, at));

    /// <summary>Nobody waits any more.</summary>
    public static IEnumerable<ConsultationEvent> StopAll(ConsultationState state, DateTimeOffset at) =>
        state.Clocks.Where(c => c.StoppedAt is null).Select(c => new ClockStopped(c.Name, false, at));

    /// <summary>The other side has to answer first.</summary>
    public static IEnumerable<ConsultationEvent> Pause(ConsultationState state, PolicyPack pack, DateTimeOffset at) =>
        state.Clocks.Where(c => c.Running).Select(c => new ClockPaused(c.Name, Left(c, pack, at), at));

    public static IEnumerable<ConsultationEvent> Resume(ConsultationState state, PolicyPack pack, DateTimeOffset at) =>
        state.Clocks.Where(c => c is { PausedAt: not null, StoppedAt: null }).Select(c => new ClockResumed(c.Name, pack.Due(at, c.Remaining!.Value, c.BusinessTime), at));

    private static TimeSpan Left(CaseClock clock, PolicyPack pack, DateTimeOffset at)
    {
        if (clock.DueAt <= at) return TimeSpan.Zero;
        return clock.BusinessTime ? pack.Calendar.Between(at, clock.DueAt) : clock.DueAt - at;
    }
}
