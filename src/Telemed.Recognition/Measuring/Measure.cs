namespace Telemed.Recognition.Measuring;

/// <summary>What is counted. Stored by number: add at the end.</summary>
public enum Measure
{
    /// <summary>An item for which an earlier result was shown.</summary>
    Prompted = 1,

    /// <summary>The same, where the item is in the region's catalogue: the denominator of the recognition rate (互认率).</summary>
    HadResults = 2,

    /// <summary>An item of which an earlier result was looked at; once for a check.</summary>
    Opened = 3,

    /// <summary>Accepted, and not revoked since: the numerator.</summary>
    Accepted = 4,
    Declined = 5,
    Deferred = 6,
    Revoked = 7,

    /// <summary>Ordered within the window without a decision (应认未认).</summary>
    Repeated = 8,
    SameResult = 9,

    /// <summary>Fen saved by orders that were not placed.</summary>
    SavedDirect = 10,

    /// <summary>Fen that results taken as reference may have saved.</summary>
    SavedPotential = 11,
}

/// <summary>What the figures can be broken down by.</summary>
public enum Dimension
{
    None,
    Institution,
    Item,
    Relation,
    Specialty,
    Month,

    /// <summary>Reasons of declines; nothing else has one.</summary>
    Reason,
}
