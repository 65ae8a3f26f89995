using Telemed.Contracts;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

/// <summary>Query string of figures and of their cases.</summary>
/// <param name="From">First month, <c>2026-01</c>; the first of this year when left out.</param>
/// <param name="To">Last month; the present one when left out.</param>
/// <param name="By">What is compared.</param>
/// <param name="Key">Row of the comparison, for its cases.</param>
/// <param name="Part"><c>numerator</c> or <c>denominator</c>, for cases.</param>
public sealed record IndicatorFilter(
    string? From = null, string? To = null, string? By = null, string? Institution = null, string? County = null, string? Alliance = null, string? Level = null,
    string? Specialty = null, string? Lane = null, string? Reason = null, string? Key = null, string? Part = null, int? Limit = null, string? Cursor = null)
{
    private const int LongestText = 100;
    private const int MostMonths = 120;

    internal void Validate(FieldErrors errors)
    {
        if (From is not null && Months.Parse(From) is null) errors.Invalid("from");
        if (To is not null && Months.Parse(To) is null) errors.Invalid("to");
        if (Months.Parse(From) is { } from && Months.Parse(To) is { } to && (from > to || Months.Between(from, to).Take(MostMonths + 1).Count() > MostMonths)) errors.Invalid("to");
        if (Compared is null) errors.Unknown("by");
        if (Part is not (null or "" or "numerator" or "denominator")) errors.Unknown("part");
        DrillPlace.List.Check(errors, Limit, Cursor);
        foreach (var (name, value) in new[]
        {
            ("institution", Institution), ("county", County), ("alliance", Alliance), ("level", Level), ("specialty", Specialty), ("lane", Lane), ("reason", Reason), ("key", Key),
        }) errors.Optional(name, value, LongestText);
    }

    internal Selection Select(Scope scope, DateTimeOffset now)
    {
        var (from, to) = Period(now);
        return new(scope, from, to, Compared!.Value, [.. Narrowed()], Reason);
    }

    internal (int From, int To) Period(DateTimeOffset now)
    {
        var to = Months.Parse(To) ?? Months.Of(now);
        var from = Months.Parse(From) ?? to / 100 * 100 + 1;
        return (Math.Min(from, to), to);
    }

    internal bool Denominator => Part == "denominator";

    private Dimension? Compared => string.IsNullOrEmpty(By)
        ? Dimension.None
        : Enum.GetValues<Dimension>().Where(d => Dimensions.Word(d) == By).Select(d => (Dimension?)d).FirstOrDefault();

    private IEnumerable<(Dimension, string)> Narrowed()
    {
        if (Institution is { } institution) yield return (Dimension.Institution, institution);
        if (County is { } county) yield return (Dimension.County, county);
        if (Alliance is { } alliance) yield return (Dimension.Alliance, alliance);
        if (Level is { } level) yield return (Dimension.Level, level);
        if (Specialty is { } specialty) yield return (Dimension.Specialty, specialty);
        if (Lane is { } lane) yield return (Dimension.Lane, lane);
    }
}
