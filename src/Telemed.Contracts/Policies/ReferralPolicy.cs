using System.Collections.Frozen;

namespace Telemed.Contracts;

/// <summary>Which way a patient goes between levels of care.</summary>
public enum ReferralDirection
{
    /// <summary>上转: to where more help is.</summary>
    Up,

    /// <summary>下转: back to primary care or to a lower hospital, with a plan.</summary>
    Down,

    /// <summary>平转: to another institution of the same level.</summary>
    Lateral,
}

/// <summary>How a receiver stands to the referring institution, nearest first.</summary>
public enum ReceiverRelation
{
    /// <summary>Same alliance (医联体).</summary>
    Alliance,

    /// <summary>Same county: its hub for what goes up.</summary>
    County,

    /// <summary>Same city, with an agreement in force between the two.</summary>
    Agreement,

    /// <summary>Same city.</summary>
    SameCity,

    /// <summary>Another city.</summary>
    CrossCity,
}

/// <summary>Names of the clocks of a referral.</summary>
public static class ReferralClocks
{
    /// <summary>Submission to the first reminder of the asked side; not in every lane.</summary>
    public const string Reminder = "reminder";

    /// <summary>Submission to acceptance or refusal.</summary>
    public const string Answer = "answer";

    /// <summary>Submission to the offer of a second hospital; not in every lane.</summary>
    public const string Fallback = "fallback";

    /// <summary>Submission, or a refusal, to the end of a case nobody moves.</summary>
    public const string Expiry = "expiry";

    /// <summary>Question to answer; the other clocks stand still.</summary>
    public const string Information = "information";

    /// <summary>Refusal to the asking side's next step.</summary>
    public const string Onward = "onward";

    /// <summary>Acceptance to a slot or bed.</summary>
    public const string Reservation = "reservation";

    /// <summary>Acceptance to departure; not in every lane.</summary>
    public const string Departure = "departure";

    /// <summary>Departure to arrival.</summary>
    public const string Arrival = "arrival";

    /// <summary>Acceptance, or the booked time, to the end of a case whose patient never came.</summary>
    public const string NoShow = "noShow";

    /// <summary>Wish to cancel to the other side's word.</summary>
    public const string Cancellation = "cancellation";

    /// <summary>End of the stay to the return with its summary and plan.</summary>
    public const string Summary = "summary";

    /// <summary>Acceptance of a returning patient to reception.</summary>
    public const string Reception = "reception";

    /// <summary>The day of the next follow-up that is owed, and the time allowed after it.</summary>
    public const string FollowUp = "followUp";

    /// <summary>Loop closed to the end of the case by itself.</summary>
    public const string Closing = "closing";

    /// <summary>Those that every direction and lane must have.</summary>
    public static IReadOnlyList<string> Required { get; } =
        [Answer, Expiry, Information, Onward, Reservation, Arrival, NoShow, Cancellation, Summary, Reception, FollowUp, Closing];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Reminder, .. Required, Fallback, Departure];
}

/// <summary>One clock of one direction and lane.</summary>
/// <param name="Duration">Positive.</param>
/// <param name="BusinessTime">Counts working time only.</param>
public sealed record ReferralClockRule(ReferralDirection Direction, Urgency Lane, string Clock, TimeSpan Duration, bool BusinessTime, BreachEffect Effect);

/// <summary>A reason for referring, declining or insisting.</summary>
/// <param name="Directions">Where it may be given.</param>
/// <param name="ValidTo">Last day, inclusive; null while open.</param>
public sealed record ReferralReason(
    string Code, Text Text, IReadOnlyList<ReferralDirection> Directions, bool CommentRequired, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>May be given on that day.</summary>
    public bool ValidOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day <= ValidTo);
}

/// <summary>A criterion for sending a patient up or down: a hint, never a rule.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Marker">Marks an emergency.</param>
public sealed record ReferralCriterion(string Code, Text Text, string Source, IReadOnlyList<ReferralDirection> Directions, bool Marker);

/// <summary>When a returned patient with such a diagnosis is seen again, unless the plan says otherwise.</summary>
/// <param name="Diagnoses">Beginnings of diagnosis codes; none for the rule that holds for all others.</param>
/// <param name="AfterDays">Positive.</param>
public sealed record FollowUpRule(string Disease, Text Name, IReadOnlyList<string> Diagnoses, int AfterDays, Text What);

/// <summary>A kind of receiver that may be chosen. The order of the rules is the order of preference; a relation without rule is not allowed.</summary>
/// <param name="NeedsAgreement">Only with an agreement in force.</param>
/// <param name="NeedsReason">Not without a word why a nearer one does not do; never asked in an emergency or after a refusal.</param>
public sealed record ReceiverRule(ReferralDirection Direction, ReceiverRelation Relation, bool NeedsAgreement, bool NeedsReason);

/// <summary>What a region sets for referrals.</summary>
public sealed record ReferralPolicy
{
    private readonly FrozenDictionary<(ReferralDirection, Urgency, string), ReferralClockRule> clocks;

    /// <exception cref="ArgumentException">Two rules for the same clock.</exception>
    public ReferralPolicy(IReadOnlyList<ReferralClockRule> clocks)
    {
        Clocks = clocks;
        this.clocks = clocks.ToFrozenDictionary(c => (c.Direction, c.Lane, c.Clock));
    }

    /// <summary>Every clock.</summary>
    public IReadOnlyList<ReferralClockRule> Clocks { get; }

    /// <summary>Reasons for referring.</summary>
    public required IReadOnlyList<ReferralReason> Reasons { get; init; }

    /// <summary>Reasons for declining.</summary>
    public required IReadOnlyList<ReferralReason> DeclineReasons { get; init; }

    /// <summary>Reasons for insisting after a refusal.</summary>
    public required IReadOnlyList<ReferralReason> ContestReasons { get; init; }

    /// <summary>Hints for the doctor who decides.</summary>
    public required IReadOnlyList<ReferralCriterion> Criteria { get; init; }

    /// <summary>Follow-up after a return, most specific first; the last one holds for every diagnosis.</summary>
    public required IReadOnlyList<FollowUpRule> FollowUps { get; init; }

    /// <summary>Who may receive, best first within a direction.</summary>
    public required IReadOnlyList<ReceiverRule> Receivers { get; init; }

    /// <summary>The rule of a clock; null where this region has no such clock.</summary>
    public ReferralClockRule? Clock(ReferralDirection direction, Urgency lane, string clock) => clocks.GetValueOrDefault((direction, lane, clock));

    /// <summary>The follow-up rule for these diagnosis codes.</summary>
    public FollowUpRule FollowUp(IReadOnlyCollection<string> diagnoses) =>
        FollowUps.First(rule => rule.Diagnoses.Count == 0 || rule.Diagnoses.Any(start => diagnoses.Any(code => code.StartsWith(start, StringComparison.OrdinalIgnoreCase))));

    /// <summary>The rule for such a receiver with its rank, 0 for the best; null when it is not allowed.</summary>
    public (ReceiverRule Rule, int Rank)? Receiver(ReferralDirection direction, ReceiverRelation relation)
    {
        var rank = 0;
        foreach (var rule in Receivers)
        {
            if (rule.Direction != direction) continue;
            if (rule.Relation == relation) return (rule, rank);
            rank++;
        }
        return null;
    }
}
