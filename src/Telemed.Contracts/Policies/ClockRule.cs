namespace Telemed.Contracts;

/// <summary>What happens when a clock runs out. The breach itself is always recorded and told.</summary>
public enum BreachEffect
{
    /// <summary>The offices of both sides are told.</summary>
    NotifyOffice,

    /// <summary>The case is put before the head of the office.</summary>
    Escalate,

    /// <summary>The asking side may turn to another institution without waiting for a refusal.</summary>
    OfferSecondHospital,

    /// <summary>The case ends.</summary>
    Expire,
}

/// <summary>Names of the clocks of a consultation.</summary>
public static class ClockNames
{
    /// <summary>Submission to the first reaction of the asked side; not in every group.</summary>
    public const string Triage = "triage";

    /// <summary>Submission to acceptance or refusal.</summary>
    public const string Answer = "answer";

    /// <summary>Submission to the offer of a second hospital; not in every group.</summary>
    public const string Fallback = "fallback";

    /// <summary>Submission to the end of an unanswered case.</summary>
    public const string Expiry = "expiry";

    /// <summary>Acceptance to a date (synchronous) or an assignment (asynchronous).</summary>
    public const string Arrange = "arrange";

    /// <summary>Submission to the released opinion.</summary>
    public const string Report = "report";

    /// <summary>End of the session, or an amendment, to the released opinion.</summary>
    public const string Signature = "signature";

    /// <summary>Question to answer; the other clocks stand still.</summary>
    public const string Information = "information";

    /// <summary>Released opinion to the asking side's own decision.</summary>
    public const string Decision = "decision";

    /// <summary>Those that every kind and urgency must have.</summary>
    public static IReadOnlyList<string> Required { get; } = [Answer, Expiry, Arrange, Report, Signature, Information, Decision];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Triage, .. Required, Fallback];
}

/// <summary>One clock of one kind and urgency.</summary>
/// <param name="Duration">Positive.</param>
/// <param name="BusinessTime">Counts working time only.</param>
public sealed record ClockRule(ServiceKind Kind, Urgency Urgency, string Clock, TimeSpan Duration, bool BusinessTime, BreachEffect Effect);
