namespace Telemed.Indicators.Counting;

/// <summary>One counted step of a case.</summary>
/// <param name="Step">Number in the <see cref="Vocabulary"/>.</param>
/// <param name="Detail">Number of its detail in the <see cref="Book"/>; 0 for none.</param>
/// <param name="Cell">Where the case stood; 0 for a draft.</param>
/// <param name="At">UTC ticks.</param>
internal readonly record struct TrackStep(byte Step, int Detail, int Cell, long At);

/// <summary>A clock that is not stopped.</summary>
/// <param name="Name">Number of its name in the <see cref="Book"/>.</param>
/// <param name="Due">UTC ticks.</param>
/// <param name="BreachedAt">UTC ticks; 0 while it has not run out.</param>
internal readonly record struct TrackClock(int Name, long Due, long BreachedAt, bool Paused);

/// <summary>What is kept of a case: its counted steps, its clocks, and where it stands. Every figure comes from this and from nothing else.</summary>
internal sealed class CaseTrack
{
    public required long Seq { get; init; }
    public required string Category { get; init; }
    public required string Id { get; init; }
    public string Number { get; set; } = "";

    /// <summary>Number of the state's name in the <see cref="Book"/>.</summary>
    public int State { get; set; }

    public bool Open { get; set; }

    /// <summary>The patient of an up-referral was sent back down, and that return has not failed.</summary>
    public bool Returned { get; set; }

    /// <summary>Cell of the present parties; 0 for a draft.</summary>
    public int Cell { get; set; }

    public List<TrackStep> Steps { get; } = [];

    public List<TrackClock> Clocks { get; } = [];

    /// <summary>Months and cells under which the case can be found.</summary>
    public List<(int Month, int Cell)> Places { get; } = [];

    /// <summary>The clock to show: one that has run out, else the one that runs out first.</summary>
    public TrackClock? Watched
    {
        get
        {
            TrackClock? first = null;
            if (!Open) return null;
            foreach (var clock in Clocks)
            {
                if (clock.Paused && clock.BreachedAt == 0) continue;
                if (first is not { } best || (clock.BreachedAt > 0, -clock.Due).CompareTo((best.BreachedAt > 0, -best.Due)) > 0) first = clock;
            }
            return first;
        }
    }
}
