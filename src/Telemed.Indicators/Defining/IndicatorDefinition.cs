using Telemed.Contracts;

namespace Telemed.Indicators.Defining;

/// <summary>How a value comes from what was counted.</summary>
public enum Figure
{
    /// <summary>Number of units.</summary>
    Count,

    /// <summary>Numerator in a hundred of the denominator.</summary>
    Share,

    /// <summary>Numerator in a hundred of something else that was counted.</summary>
    Ratio,

    /// <summary>Nearest-rank percentile of the minutes.</summary>
    Percentile,

    /// <summary>Mean of the scores.</summary>
    Mean,

    /// <summary>Institutions with at least one unit in a hundred of all that take part.</summary>
    Coverage,
}

/// <summary>Where a definition comes from.</summary>
public sealed record IndicatorSource(Text Document, string? Article);

/// <summary>A rule with its number in the tables, and the months it counts for.</summary>
/// <param name="From">First month, as year × 100 + month.</param>
/// <param name="To">Last month, inclusive.</param>
public sealed record Measure(int Id, CountRule Rule, int From, int To);

/// <summary>One version of one indicator: the only place where it is said what it is.</summary>
/// <param name="Numerator">In words.</param>
/// <param name="Denominator">In words; null for a mere count.</param>
/// <param name="Unit"><c>cases</c>, <c>%</c>, <c>min</c> or <c>points</c>.</param>
/// <param name="RisingIsBetter">False for waiting times and refusals.</param>
/// <param name="ValidFrom">First month.</param>
/// <param name="Percentile">1 to 99 for <see cref="Figure.Percentile"/>.</param>
/// <param name="Of">What is counted.</param>
/// <param name="Per">Denominator of a <see cref="Figure.Ratio"/>.</param>
public sealed record IndicatorDefinition(
    string Code, int Version, Text Name, Text Formula, Text Numerator, Text? Denominator, string Unit, bool RisingIsBetter, IndicatorSource Source,
    DateOnly ValidFrom, Figure Figure, int Percentile, Measure Of, Measure? Per);

/// <summary>A definition that cannot be used; the message names it and says what is wrong.</summary>
public sealed class IndicatorException(string code, string fault) : Exception($"Indicator '{code}': {fault}.");
