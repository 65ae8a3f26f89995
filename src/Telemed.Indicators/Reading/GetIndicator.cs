using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Indicators.Defining;
using Telemed.Indicators.Targeting;

namespace Telemed.Indicators.Reading;

/// <summary>The figure of one indicator in the caller's scope, in total and by row.</summary>
public sealed record GetIndicator(Caller Caller, Language Language, string Code, IndicatorFilter Filter) : IRequest<Answer<IndicatorView>>, IValidated
{
    public void Validate(FieldErrors errors) => Filter.Validate(errors);
}

internal sealed class GetIndicatorHandler(IndicatorSet set, Folding folding, Dimensions dimensions, Targets targets, Freshness freshness, TimeProvider time)
    : IRequestHandler<GetIndicator, Answer<IndicatorView>>
{
    public Task<Answer<IndicatorView>> Handle(GetIndicator request, CancellationToken cancellationToken) => Task.FromResult(View(request));

    private Answer<IndicatorView> View(GetIndicator request)
    {
        if (Scope.Of(request.Caller) is not { } scope) return Problem.Forbidden;
        if (set.Versions(request.Code) is not { } versions) return Problem.NotFound;
        var (age, problem) = freshness.Now();
        if (problem is not null) return problem;
        var selection = request.Filter.Select(scope, time.GetUtcNow());
        var definition = set.Of(request.Code, selection.To);
        var (total, rows) = folding.Of(versions, selection);
        var year = targets.Of(selection.To / 100);
        return Answer<IndicatorView>.Ok(new(
            definition.Code, definition.Name.In(request.Language), definition.Unit, definition.Version, age.AsOf, age.Seconds,
            IndicatorViews.Of(definition, total, year.Total(definition, selection)),
            [.. Ordered(selection, rows).Select(row => Row(row.Key, row.Value))]));

        FigureRow Row(string key, Tally tally) => new(
            key, selection.By == Dimension.Reason ? dimensions.Reason(key, scope.Area ?? "", age.AsOf, request.Language) : dimensions.Name(selection.By, key, request.Language),
            tally.Hits, IndicatorViews.Denominator(definition, tally), tally.Value(definition), year.Row(definition, selection, key), selection.By == Dimension.Month ? key : null);
    }

    private static IEnumerable<KeyValuePair<string, Tally>> Ordered(Selection selection, IReadOnlyDictionary<string, Tally> rows) => selection.By switch
    {
        Dimension.Month or Dimension.County => rows.OrderBy(r => r.Key, StringComparer.Ordinal),
        Dimension.Level => rows.OrderBy(r => Enum.TryParse<AdministrativeTier>(r.Key, ignoreCase: true, out var tier) ? (int)tier : int.MaxValue),
        Dimension.Lane => rows.OrderBy(r => Enum.TryParse<Urgency>(r.Key, ignoreCase: true, out var lane) ? (int)lane : int.MaxValue),
        _ => rows.OrderByDescending(r => r.Value.All).ThenBy(r => r.Key, StringComparer.Ordinal),
    };
}

internal static class GetIndicatorEndpoint
{
    public static void Map(RouteGroupBuilder indicators) => indicators.MapGet("/{code}", Get);

    private static async Task<IResult> Get(string code, [AsParameters] IndicatorFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new GetIndicator(http.Caller(), http.Language(), code, filter), cancellationToken);
        if (!Csv.Wanted(http) || answer.Problem is not null) return answer.ToResult(http);
        var definitions = await mediator.Send(new ListIndicators(http.Caller(), http.Language(), new()), cancellationToken);
        return Csv.File(IndicatorCsv.Write(Lines(answer.Value, definitions.Value.Single(d => d.Code == code)), http.Language()), $"{code}.csv");
    }

    private static List<CsvLine> Lines(IndicatorView view, DefinitionView definition) =>
    [
        new(view.Name, definition.Formula, view.Total.Value, view.Unit, definition.Source),
        .. view.Rows.Select(row => new CsvLine($"{view.Name} - {row.Name}", definition.Formula, row.Value, view.Unit, definition.Source)),
    ];
}
