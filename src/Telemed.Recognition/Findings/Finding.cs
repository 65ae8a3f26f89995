using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using Judged = Telemed.Kernel.Decision<Telemed.Recognition.Findings.FindingEvent, Telemed.Recognition.Findings.FindingRefusal>;

namespace Telemed.Recognition.Findings;

/// <summary>Stored facts about a finding. That it was found follows from the check; only what is said about it is stored here.</summary>
public abstract record FindingEvent
{
    private FindingEvent() { }

    public sealed record Answered(string Text, string By, DateTimeOffset At) : FindingEvent;
}

public enum FindingRefusal
{
    [Refusal("该问题已答复", "The finding has been answered")]
    AlreadyAnswered,
}

public sealed record FindingState(string? Text, string? By);

/// <summary>The rules of a finding: the institution answers once.</summary>
public static class FindingRules
{
    /// <summary>Category of the streams; the id names check and item.</summary>
    public const string Category = "finding";

    public static Aggregate<FindingState, FindingEvent, FindingRefusal> Aggregate { get; } = new(Category, new(null, null), Evolve, new(Category));

    public static Judged Answer(FindingState state, string text, string by, DateTimeOffset at) =>
        state.Text is null ? new FindingEvent.Answered(text, by, at)
        : state.Text == text && state.By == by ? Judged.Nothing
        : FindingRefusal.AlreadyAnswered;

    public static FindingState Evolve(FindingState state, FindingEvent fact) => fact switch
    {
        FindingEvent.Answered e => new(e.Text, e.By),
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
