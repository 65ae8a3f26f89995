using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

/// <summary>The cases that make a number, as many as it says: each unit of each case once. Of a coverage, the institutions.</summary>
public sealed record ListIndicatorCases(Caller Caller, Language Language, string Code, IndicatorFilter Filter) : IRequest<Answer<CaseLines>>, IValidated
{
    public void Validate(FieldErrors errors) => Filter.Validate(errors);
}

internal sealed class ListIndicatorCasesHandler(IndicatorSet set, Drill drill, Folding folding, Dimensions dimensions, TimeProvider time)
    : IRequestHandler<ListIndicatorCases, Answer<CaseLines>>
{
    public Task<Answer<CaseLines>> Handle(ListIndicatorCases request, CancellationToken cancellationToken) => Task.FromResult(Lines(request));

    private Answer<CaseLines> Lines(ListIndicatorCases request)
    {
        if (Scope.Of(request.Caller) is not { } scope) return Problem.Forbidden;
        if (set.Versions(request.Code) is not { } versions) return Problem.NotFound;
        var filter = request.Filter;
        var selection = filter.Select(scope, time.GetUtcNow());
        if (filter.Key is { } key) selection = selection.Row(key);
        var limit = DrillPlace.List.Take(filter.Limit);
        if (versions[^1].Figure == Figure.Coverage) return Answer<CaseLines>.Ok(Institutions(versions, selection, filter.Denominator, filter.Cursor, limit));
        var perDenominator = filter.Denominator && versions[^1].Figure == Figure.Ratio;
        var measures = versions.Reverse().Select(v => perDenominator ? v.Per : v.Of).OfType<Measure>();
        // what a reason narrows is the numerator; what a ratio is divided by, and what a count counts, is counted as it is
        var all = filter.Denominator && versions[^1].Figure is not (Figure.Ratio or Figure.Count or Figure.Mean);
        var (cases, next) = drill.Page(
            measures, perDenominator ? selection with { Reason = null } : selection, all, DrillPlace.List.After(filter.Cursor) ?? DrillPlace.Start, limit);
        return Answer<CaseLines>.Ok(new([.. cases.Select(c => CaseLineOf(c, dimensions, request.Language))], next?.ToCursor()));
    }

    internal static CaseLine CaseLineOf(DrilledCase c, Dimensions dimensions, Language language) => new(
        c.Category, c.Id, c.Number, c.At, dimensions.Name(Dimension.Institution, c.Cell.FromId, language), dimensions.Name(Dimension.Institution, c.Cell.ToId, language), c.State);

    private CaseLines Institutions(IReadOnlyList<IndicatorDefinition> versions, Selection selection, bool denominator, string? cursor, int limit)
    {
        var covered = folding.Of(versions, selection with { By = Dimension.None }).Total.Institutions;
        var skip = DrillPlace.List.After(cursor)?.Cell ?? 0;
        var all = dimensions.TakingPart(selection.Scope)
            .Where(i => selection.Narrow.All(n => dimensions.Key(n.By, i.Id, selection.To) == n.Key || n.By is Dimension.Specialty or Dimension.Lane))
            .Where(i => denominator || covered.Contains(i.Id)).OrderBy(i => i.Id, StringComparer.Ordinal).ToList();
        var page = all.Skip(skip).Take(limit).Select(i => new CaseLine("institution", i.Id, i.Id, DateTimeOffset.UnixEpoch, i.Name, "", Dimensions.Word(i.Status)));
        return new([.. page], skip + limit < all.Count ? new DrillPlace(0, skip + limit, 0).ToCursor() : null);
    }
}

internal static class ListIndicatorCasesEndpoint
{
    public static void Map(RouteGroupBuilder indicators) => indicators.MapGet("/{code}/cases", Get);

    private static async Task<IResult> Get(string code, [AsParameters] IndicatorFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new ListIndicatorCases(http.Caller(), http.Language(), code, filter), cancellationToken);
        return Csv.Wanted(http) && answer.Problem is null ? Csv.File(IndicatorCsv.Write(answer.Value.Items, http.Language()), $"{code}-cases.csv") : answer.ToResult(http);
    }
}
