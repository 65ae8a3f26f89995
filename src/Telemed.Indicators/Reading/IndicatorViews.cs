using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

public sealed record DefinitionView(
    string Code, string Name, int Version, string Formula, string Numerator, string? Denominator, string Unit, string Source, string Better, string ValidFrom);

public sealed record FigureView(long Numerator, long? Denominator, double? Value, decimal? Target);

/// <param name="Month">Set when months are compared.</param>
public sealed record FigureRow(string Key, string Name, long Numerator, long? Denominator, double? Value, decimal? Target, string? Month);

public sealed record IndicatorView(
    string Code, string Name, string Unit, int Version, DateTimeOffset AsOf, double AgeSeconds, FigureView Total, IReadOnlyList<FigureRow> Rows);

/// <summary>A case behind a number: no person in it.</summary>
/// <param name="At">When what is counted began.</param>
/// <param name="From">Name of the asking institution.</param>
/// <param name="To">Name of the asked institution.</param>
public sealed record CaseLine(string Category, string Id, string Number, DateTimeOffset At, string From, string To, string State);

public sealed record CaseLines(IReadOnlyList<CaseLine> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

internal static class IndicatorViews
{
    public static DefinitionView Of(IndicatorDefinition d, Language language) => new(
        d.Code, d.Name.In(language), d.Version, d.Formula.In(language), d.Numerator.In(language), d.Denominator?.In(language), d.Unit, Source(d, language),
        d.RisingIsBetter ? "up" : "down", Months.Text(Months.Of(d.ValidFrom)));

    public static string Source(IndicatorDefinition d, Language language) =>
        d.Source.Article is { } article ? $"{d.Source.Document.In(language)} {article}" : d.Source.Document.In(language);

    public static FigureView Of(IndicatorDefinition d, Tally tally, decimal? target) => new(tally.Hits, Denominator(d, tally), tally.Value(d), target);

    /// <summary>A count is not divided by anything; of scores every one counts.</summary>
    public static long? Denominator(IndicatorDefinition d, Tally tally) => d.Figure == Figure.Count ? null : d.Figure == Figure.Mean ? tally.Hits : tally.All;
}
