using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Indicators.Defining;
using Telemed.Indicators.Targeting;

namespace Telemed.Indicators.Reading;

public sealed record ReportArea(string Code, string Name);

public sealed record MonthValue(string Month, double? Value);

/// <param name="Numerator">In words, as in the definition.</param>
/// <param name="Previous">The year before.</param>
public sealed record ReportItem(
    string Code, string Name, string Formula, string Numerator, string? Denominator, string Unit, string Source, int Version, string Better, string ValidFrom,
    long NumeratorCount, long? DenominatorCount, double? Value, decimal? Target, double? Previous, IReadOnlyList<MonthValue> ByMonth);

public sealed record CountyValues(string Key, string Name, IReadOnlyDictionary<string, double?> Values);

public sealed record ReportView(
    int Year, ReportArea? Area, DateTimeOffset AsOf, double AgeSeconds, IReadOnlyList<ReportItem> Items, IReadOnlyList<CountyValues> ByCounty, IReadOnlyList<FlowView> Flows);

/// <summary>A year of every indicator: value, target, the year before, months and counties.</summary>
/// <param name="Institution">Only what this institution did.</param>
public sealed record GetReport(Caller Caller, Language Language, int? Year, string? Institution) : IRequest<Answer<ReportView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (Year is < 2000 or > 2199) errors.Invalid("year");
        errors.Optional("institution", Institution, 80);
    }
}

internal sealed class GetReportHandler(
    IndicatorSet set, Folding folding, FlowReader flows, Dimensions dimensions, Targets targets, Freshness freshness, TimeProvider time) : IRequestHandler<GetReport, Answer<ReportView>>
{
    private const int TopFlows = 10;

    public Task<Answer<ReportView>> Handle(GetReport request, CancellationToken cancellationToken) => Task.FromResult(View(request));

    private Answer<ReportView> View(GetReport request)
    {
        if (Scope.Of(request.Caller) is not { } scope) return Problem.Forbidden;
        var (age, problem) = freshness.Now();
        if (problem is not null) return problem;
        var year = request.Year ?? ChinaTime.Day(time.GetUtcNow()).Year;
        var narrow = request.Institution is { } institution ? new[] { (Dimension.Institution, institution) } : [];
        var whole = new Selection(scope, year * 100 + 1, year * 100 + 12, Dimension.Month, narrow, null);
        var wanted = targets.Of(year);
        var counties = new SortedDictionary<string, Dictionary<string, double?>>(StringComparer.Ordinal);
        var items = new List<ReportItem>();
        foreach (var code in set.Codes)
        {
            items.Add(Item(code, whole, wanted, request.Language));
            if (scope.Area is null or { Length: 6 } || narrow.Length > 0) continue;
            foreach (var (key, tally) in folding.Of(set.Versions(code)!, whole with { By = Dimension.County }).Rows)
            {
                if (!counties.TryGetValue(key, out var values)) counties.Add(key, values = []);
                values[code] = tally.Value(set.Of(code, whole.To));
            }
        }
        var up = flows.Of("up-referrals", whole with { By = Dimension.None, Flow = (null, null) }, age.AsOf, request.Language, TopFlows);
        var area = scope.Area is { } own ? new ReportArea(own, dimensions.Name(Dimension.County, own, request.Language)) : null;
        return Answer<ReportView>.Ok(new(
            year, area, age.AsOf, age.Seconds, items, [.. counties.Select(c => new CountyValues(c.Key, dimensions.Name(Dimension.County, c.Key, request.Language), c.Value))], up));
    }

    private ReportItem Item(string code, Selection whole, Targets.Year wanted, Language language)
    {
        var definition = set.Of(code, whole.To);
        var (total, months) = folding.Of(set.Versions(code)!, whole);
        var previous = folding.Of(set.Versions(code)!, whole with { By = Dimension.None, From = whole.From - 100, To = whole.To - 100 }).Total;
        var said = IndicatorViews.Of(definition, language);
        return new(
            code, said.Name, said.Formula, said.Numerator, said.Denominator, said.Unit, said.Source, said.Version, said.Better, said.ValidFrom,
            total.Hits, IndicatorViews.Denominator(definition, total), total.Value(definition), wanted.Total(definition, whole with { By = Dimension.None }),
            previous.All == 0 ? null : previous.Value(definition),
            [.. months.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new MonthValue(m.Key, m.Value.Value(definition)))]);
    }
}

internal static class GetReportEndpoint
{
    public static void Map(RouteGroupBuilder indicators) => indicators.MapGet("/report", Get);

    private static async Task<IResult> Get(int? year, string? institution, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetReport(http.Caller(), http.Language(), year, institution), cancellationToken)).ToResult(http);
}
