using Telemed.Contracts;

namespace Telemed.Referrals;

/// <summary>A clock of one case.</summary>
/// <param name="Remaining">Set while it stands still; never negative.</param>
public sealed record CaseClock(
    string Name, DateTimeOffset DueAt, bool BusinessTime, BreachEffect Effect, TimeSpan? Remaining = null, DateTimeOffset? PausedAt = null,
    DateTimeOffset? MetAt = null, DateTimeOffset? BreachedAt = null, DateTimeOffset? StoppedAt = null)
{
    /// <summary>Can still run out.</summary>
    public bool Running => PausedAt is null && BreachedAt is null && StoppedAt is null;
}
