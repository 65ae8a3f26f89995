using System.Collections.Frozen;

namespace Telemed.Contracts;

/// <summary>Least title and years of independent practice of whoever gives this output.</summary>
/// <param name="Years">Whole years since the first day of independent practice.</param>
public sealed record OutputRule(ServiceKind Kind, Title MinimumTitle, int Years);

/// <summary>Reports that a second physician reviews before release.</summary>
/// <param name="Kinds">Kinds of report.</param>
/// <param name="Except">Urgencies that one signature releases.</param>
/// <param name="ReviewerTitle">Least title of the reviewer.</param>
/// <param name="AloneFrom">From this title on a single assigned physician may write and release alone.</param>
public sealed record FourEyesRule(IReadOnlyList<ServiceKind> Kinds, IReadOnlyList<Urgency> Except, Title ReviewerTitle, Title AloneFrom)
{
    /// <summary>Does a report of this kind and urgency need a reviewer?</summary>
    public bool Applies(ServiceKind kind, Urgency urgency) => Kinds.Contains(kind) && !Except.Contains(urgency);
}

/// <summary>A reason for declining.</summary>
/// <param name="ValidTo">Last day, inclusive; null while open.</param>
public sealed record DeclineReason(string Code, Text Text, bool CommentRequired, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>May be given on that day.</summary>
    public bool ValidOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day <= ValidTo);
}

/// <summary>What the law leaves to a region: versioned, dated and approved data.</summary>
public sealed record PolicyPack
{
    private readonly FrozenDictionary<(ServiceKind, Urgency, string), ClockRule> clocks;

    /// <exception cref="ArgumentException">Two rules for the same clock.</exception>
    public PolicyPack(IReadOnlyList<ClockRule> clocks)
    {
        Clocks = clocks;
        this.clocks = clocks.ToFrozenDictionary(c => (c.Kind, c.Urgency, c.Clock));
    }

    /// <summary>GB/T 2260 prefix: <c>5201</c> a city, <c>37</c> a province.</summary>
    public required string Region { get; init; }

    /// <summary>Counts up within a region.</summary>
    public required int Version { get; init; }

    /// <summary>First day, local.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day, inclusive; null while open.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>Working time.</summary>
    public required BusinessCalendar Calendar { get; init; }

    /// <summary>Every clock.</summary>
    public IReadOnlyList<ClockRule> Clocks { get; }

    /// <summary>Who may give which output; one rule for each kind.</summary>
    public required IReadOnlyList<OutputRule> Outputs { get; init; }

    /// <summary>Which reports need a reviewer.</summary>
    public required FourEyesRule FourEyes { get; init; }

    /// <summary>Reasons for declining, past ones too.</summary>
    public required IReadOnlyList<DeclineReason> DeclineReasons { get; init; }

    /// <summary>May a higher tier ask a lower one?</summary>
    public required bool HigherMayAskLower { get; init; }

    /// <summary>How many browsers and apps of one account may be registered at once.</summary>
    public required int AppsPerAccount { get; init; }

    /// <summary>Is an app that nobody knows registered as its account's when it first joins a session, or turned away?</summary>
    public required bool AppsRegisterAtTheDoor { get; init; }

    /// <summary>Reasons, criteria, clocks and receivers of referrals.</summary>
    public required ReferralPolicy Referrals { get; init; }

    /// <summary>The rule of a clock; null where this region has no such clock.</summary>
    public ClockRule? Clock(ServiceKind kind, Urgency urgency, string clock) => clocks.GetValueOrDefault((kind, urgency, clock));

    /// <summary>Who may give this output.</summary>
    public OutputRule Output(ServiceKind kind) => Outputs.First(o => o.Kind == kind);

    /// <summary>When a clock of this rule runs out.</summary>
    public DateTimeOffset Due(ClockRule rule, DateTimeOffset from) => Due(from, rule.Duration, rule.BusinessTime);

    /// <summary>When that much time has passed, by the calendar or by the clock on the wall.</summary>
    public DateTimeOffset Due(DateTimeOffset from, TimeSpan time, bool businessTime) => businessTime ? Calendar.Add(from, time) : from + time;

    /// <summary>The local day of a moment.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Calendar.UtcOffset).DateTime);
}

/// <summary>The policy packs in force.</summary>
public interface IPolicies
{
    /// <summary>The pack of the narrowest region that holds the area, as of that moment; the default region's where there is none.</summary>
    PolicyPack For(string areaCode, DateTimeOffset at);
}
