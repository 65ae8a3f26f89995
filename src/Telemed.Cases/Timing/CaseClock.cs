using Telemed.Contracts;

namespace Telemed.Cases.Timing;

/// <summary>A clock of one case.</summary>
/// <param name="Name">Unique among the clocks of the case that run.</param>
/// <param name="DueAt">When it runs out.</param>
/// <param name="BusinessTime">Counts working time only.</param>
/// <param name="Effect">What its running out leads to.</param>
/// <param name="Remaining">Set while it stands still; never negative.</param>
/// <param name="PausedAt">Since when it stands still.</param>
/// <param name="MetAt">When what it waited for happened.</param>
/// <param name="BreachedAt">When it ran out.</param>
/// <param name="StoppedAt">When nobody waited any more, met or not.</param>
public sealed record CaseClock(
    string Name, DateTimeOffset DueAt, bool BusinessTime, BreachEffect Effect, TimeSpan? Remaining = null, DateTimeOffset? PausedAt = null,
    DateTimeOffset? MetAt = null, DateTimeOffset? BreachedAt = null, DateTimeOffset? StoppedAt = null)
{
    /// <summary>Can still run out.</summary>
    public bool Running => PausedAt is null && BreachedAt is null && StoppedAt is null;

    /// <summary>Those of some clocks that can still run out.</summary>
    public static IEnumerable<RunningClock> RunningOf(IEnumerable<CaseClock> clocks) => from clock in clocks where clock.Running select new RunningClock(clock.Name, clock.DueAt);
}
