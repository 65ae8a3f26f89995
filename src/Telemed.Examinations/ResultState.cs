using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Examinations.ResultEvent;

namespace Telemed.Examinations;

/// <summary>A version that replaced another.</summary>
/// <param name="Number">2 for the first correction.</param>
public sealed record Correction(int Number, DateTimeOffset At, string Reason, string By);

/// <summary>Taken back as if it had never been.</summary>
public sealed record Voiding(string Reason, string By, DateTimeOffset At);

/// <summary>A critical value and what became of it.</summary>
public sealed record CriticalState(
    IReadOnlyList<string> Values, DateTimeOffset Since, DateTimeOffset DueAt, DateTimeOffset? BreachedAt = null, DateTimeOffset? ConfirmedAt = null, string? Handling = null,
    string? By = null)
{
    /// <summary>Somebody still has to confirm.</summary>
    public bool Open() => ConfirmedAt is null;
}

/// <summary>What the facts of one result add up to.</summary>
/// <param name="Report">Null before it was reported; with the content that holds now.</param>
public sealed record ResultState(ResultReport? Report, DateTimeOffset ReportedAt, IReadOnlyList<Correction> Corrections, Voiding? Voided, CriticalState? Critical)
{
    /// <summary>Before the first fact.</summary>
    public static ResultState Initial { get; } = new(null, default, [], null, null);

    /// <summary>Counts up with each correction.</summary>
    public int Number => Corrections.Count + 1;

    /// <summary>Where it stands now; only after it was reported.</summary>
    public ResultPlace Place => new(Report!.PatientId, Report.Content.PerformedAt);

    /// <summary>Folds one fact.</summary>
    public static ResultState Evolve(ResultState state, ResultEvent fact) => fact switch
    {
        Reported e => state with { Report = e.Result, ReportedAt = e.At },
        Corrected e => state with
        {
            Report = state.Report! with { Content = e.Content },
            Corrections = [.. state.Corrections, new(state.Number + 1, e.At, e.Reason, e.By)],
        },
        Voided e => state with { Voided = new(e.Reason, e.By, e.At) },
        CriticalFound e => state with { Critical = new(e.Values, e.At, e.DueAt) },
        CriticalConfirmed e => state with { Critical = state.Critical! with { ConfirmedAt = e.At, Handling = e.Handling, By = e.By } },
        CriticalBreached e => state with { Critical = state.Critical! with { BreachedAt = e.At } },
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
