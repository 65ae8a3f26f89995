using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

/// <summary>What is measured, as it is defined today.</summary>
public sealed record ListIndicators(Caller Caller, Language Language, IndicatorFilter Filter) : IRequest<Answer<IReadOnlyList<DefinitionView>>>, IValidated
{
    public void Validate(FieldErrors errors) => Filter.Validate(errors);
}

internal sealed class ListIndicatorsHandler(IndicatorSet set, TimeProvider time) : IRequestHandler<ListIndicators, Answer<IReadOnlyList<DefinitionView>>>
{
    public Task<Answer<IReadOnlyList<DefinitionView>>> Handle(ListIndicators request, CancellationToken cancellationToken)
    {
        if (Scope.Of(request.Caller) is null) return Task.FromResult<Answer<IReadOnlyList<DefinitionView>>>(Problem.Forbidden);
        var month = Months.Of(time.GetUtcNow());
        return Task.FromResult(Answer<IReadOnlyList<DefinitionView>>.Ok([.. set.Codes.Select(code => IndicatorViews.Of(set.Of(code, month), request.Language))]));
    }
}

/// <summary>Every indicator with its figure, for a spreadsheet.</summary>
public sealed record ExportIndicators(Caller Caller, Language Language, IndicatorFilter Filter) : IRequest<Answer<byte[]>>, IValidated
{
    public void Validate(FieldErrors errors) => Filter.Validate(errors);
}

internal sealed class ExportIndicatorsHandler(IndicatorSet set, Folding folding, Freshness freshness, TimeProvider time) : IRequestHandler<ExportIndicators, Answer<byte[]>>
{
    public Task<Answer<byte[]>> Handle(ExportIndicators request, CancellationToken cancellationToken) => Task.FromResult(Table(request));

    private Answer<byte[]> Table(ExportIndicators request)
    {
        if (Scope.Of(request.Caller) is not { } scope) return Problem.Forbidden;
        if (freshness.Now().Problem is { } problem) return problem;
        var selection = request.Filter.Select(scope, time.GetUtcNow()) with { By = Dimension.None };
        var lines = set.Codes.Select(code =>
        {
            var definition = set.Of(code, selection.To);
            var total = folding.Of(set.Versions(code)!, selection).Total;
            return new CsvLine(
                definition.Name.In(request.Language), definition.Formula.In(request.Language), total.Value(definition), definition.Unit, IndicatorViews.Source(definition, request.Language));
        });
        return Answer<byte[]>.Ok(IndicatorCsv.Write([.. lines], request.Language));
    }
}

internal static class ListIndicatorsEndpoint
{
    public static void Map(RouteGroupBuilder indicators) => indicators.MapGet("", Get);

    private static async Task<IResult> Get([AsParameters] IndicatorFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        if (!Csv.Wanted(http)) return (await mediator.Send(new ListIndicators(http.Caller(), http.Language(), filter), cancellationToken)).ToResult(http);
        var answer = await mediator.Send(new ExportIndicators(http.Caller(), http.Language(), filter), cancellationToken);
        return answer.Problem?.ToResult(http) ?? Csv.File(answer.Value, "indicators.csv");
    }
}
