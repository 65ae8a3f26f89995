namespace Telemed.Indicators.Defining;

/// <summary>Whose figure a unit is: of the institution that asks or of the one that is asked.</summary>
public enum Party { From, To }

/// <summary>What a counted unit carries beside being counted.</summary>
public enum Carried
{
    Nothing,

    /// <summary>Whole minutes from the opening of the unit to what it waited for.</summary>
    Minutes,

    /// <summary>The number that the opening step tells.</summary>
    Score,

    /// <summary>The coded reason of the step that settled it; without such a step, of the one that opened it.</summary>
    Reason,
}

/// <summary>A test on the two institutions of a unit, made when figures are read.</summary>
public enum PairTest
{
    Any,

    /// <summary>Both lay in one county when the case was sent.</summary>
    InCounty,

    /// <summary>The asked institution is of a higher tier than the asking one.</summary>
    ServesLower,

    /// <summary>The asking institution is primary care.</summary>
    FromPrimary,
}

/// <summary>A step of a case, such as <c>accepted</c>, or one with a certain detail, such as <c>declined:noBed</c>.</summary>
public readonly record struct StepPattern(string Step, string? Detail)
{
    public static StepPattern Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(text, null) : new(text[..colon], text[(colon + 1)..]);
    }

    public override string ToString() => Detail is null ? Step : $"{Step}:{Detail}";
}

/// <summary>What is counted, in a small vocabulary over the steps of a case.</summary>
/// <remarks>Each step that matches <see cref="Each"/> opens a unit, which lasts until the next one in the same case.
/// A unit counts for the denominator; it counts for the numerator as the other members say.</remarks>
public sealed record CountRule
{
    /// <summary>Categories of the cases.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>Kinds of case (kind of service, direction of a referral); empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public required Party Party { get; init; }

    /// <summary>Units that count at all.</summary>
    public PairTest Only { get; init; }

    /// <summary>Units that count for the numerator.</summary>
    public PairTest Within { get; init; }

    /// <summary>Steps that open a unit.</summary>
    public required IReadOnlyList<StepPattern> Each { get; init; }

    /// <summary>The unit counts for the numerator when one of these follows …</summary>
    public IReadOnlyList<StepPattern> Then { get; init; } = [];

    /// <summary>… before one of these.</summary>
    public IReadOnlyList<StepPattern> Else { get; init; } = [];

    /// <summary>It counts for the numerator unless one of these follows.</summary>
    public IReadOnlyList<StepPattern> Never { get; init; } = [];

    /// <summary>It counts for the numerator when the last such step before it had this detail.</summary>
    public IReadOnlyList<StepPattern> Before { get; init; } = [];

    /// <summary>Only steps with the detail of the opening one belong to the unit: clocks of one name.</summary>
    public bool SameDetail { get; init; }

    /// <summary>Only the first unit of a case.</summary>
    public bool First { get; init; }

    /// <summary>A unit that neither <see cref="Then"/> nor <see cref="Else"/> has settled does not count yet.</summary>
    public bool SettledOnly { get; init; }

    public Carried Carries { get; init; }

    /// <summary>Every pattern.</summary>
    public IEnumerable<StepPattern> Patterns => [.. Each, .. Then, .. Else, .. Never, .. Before];
}
