namespace Telemed.Examinations;

/// <summary>Stored facts of a result. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record ResultEvent
{
    private ResultEvent() { }

    public sealed record Reported(ResultReport Result, DateTimeOffset At) : ResultEvent;

    /// <param name="Was">Where the version before it stood.</param>
    public sealed record Corrected(ResultPlace Was, ResultContent Content, string Reason, string By, DateTimeOffset At) : ResultEvent;
    public sealed record Voided(ResultPlace Was, string Reason, string By, DateTimeOffset At) : ResultEvent;

    /// <param name="Values">Names of the values.</param>
    /// <param name="DueAt">By when somebody has to have confirmed.</param>
    public sealed record CriticalFound(ResultPlace Of, IReadOnlyList<string> Values, DateTimeOffset DueAt, DateTimeOffset At) : ResultEvent;
    public sealed record CriticalConfirmed(ResultPlace Of, string Handling, string By, DateTimeOffset At) : ResultEvent;
    public sealed record CriticalBreached(ResultPlace Of, DateTimeOffset DueAt, DateTimeOffset At) : ResultEvent;
}
