using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals;

/// <summary>The clocks of a case as facts: computed from the pack that is given, never from a timer.</summary>
internal static class Clocks
{
    /// <summary>From submission to an answer.</summary>
    public static readonly string[] Answering = [ReferralClocks.Reminder, ReferralClocks.Answer, ReferralClocks.Fallback, ReferralClocks.Expiry];

    public static IEnumerable<ReferralEvent> Start(ReferralState state, PolicyPack pack, DateTimeOffset at, params IReadOnlyList<string> names) =>
        names.SelectMany(name => StartFrom(state, pack, at, at, name));

    /// <summary>Runs from another moment than now: a booked time, the day of a task.</summary>
    public static IEnumerable<ReferralEvent> StartFrom(ReferralState state, PolicyPack pack, DateTimeOffset from, DateTimeOffset at, string name) =>
        pack.Referrals.Clock(state.Direction, state.Lane, name) is { } rule
            ? [new ClockStarted(name, pack.Due(from, rule.Duration, rule.BusinessTime), rule.BusinessTime, rule.Effect, at)]
            : [];

    /// <summary>What it waited for has happened; late if it had run out.</summary>
    public static IEnumerable<ReferralEvent> Meet(ReferralState state, DateTimeOffset at, params IReadOnlyList<string> names) =>
        state.Clocks.Where(c => c.StoppedAt is null && names.Contains(c.Name)).Select(c => new ClockStopped(c.Name, true, at));

    /// <summary>Nobody waits any more.</summary>
    public static IEnumerable<ReferralEvent> Stop(ReferralState state, DateTimeOffset at, params IReadOnlyList<string> names) =>
        state.Clocks.Where(c => c.StoppedAt is null && names.Contains(c.Name)).Select(c => new ClockStopped(c.Name, false, at));

    /// <summary>Nobody waits for anything any more.</summary>
    public static IEnumerable<ReferralEvent> StopAll(ReferralState state, DateTimeOffset at) =>
        state.Clocks.Where(c => c.StoppedAt is null).Select(c => new ClockStopped(c.Name, false, at));

    /// <summary>The other side has to answer first.</summary>
    public static IEnumerable<ReferralEvent> Pause(ReferralState state, PolicyPack pack, DateTimeOffset at) =>
        state.Clocks.Where(c => c.Running).Select(c => new ClockPaused(c.Name, Left(c, pack, at), at));

    public static IEnumerable<ReferralEvent> Resume(ReferralState state, PolicyPack pack, DateTimeOffset at) =>
        state.Clocks.Where(c => c is { PausedAt: not null, StoppedAt: null })
            .Select(c => new ClockResumed(c.Name, pack.Due(at, c.Remaining!.Value, c.BusinessTime), at));

    private static TimeSpan Left(CaseClock clock, PolicyPack pack, DateTimeOffset at)
    {
        if (clock.DueAt <= at) return TimeSpan.Zero;
        return clock.BusinessTime ? pack.Calendar.Between(at, clock.DueAt) : clock.DueAt - at;
    }
}
