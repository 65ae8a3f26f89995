using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Indicators.Defining;
using Telemed.Indicators.Reading;

namespace Telemed.Indicators.Watching;

/// <summary>What an institution left out or wrote late, this month and the one before.</summary>
public sealed record QualityView(string InstitutionId, string Name, long IncompleteForms, long MissingDiagnoses, long LateRecords);

/// <summary>Data quality by institution; each number is the numerator of an indicator.</summary>
internal sealed class QualityReader(IndicatorSet set, Folding folding, Dimensions dimensions)
{
    public static readonly IReadOnlyDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["incompleteForms"] = "incomplete-forms",
        ["missingDiagnoses"] = "missing-diagnoses",
        ["lateRecords"] = "late-records",
    };

    public static Selection Selection(Scope scope, DateTimeOffset now) => new(scope, Months.Before(Months.Of(now)), Months.Of(now), Dimension.Institution, [], null);

    public List<QualityView> Of(Scope scope, DateTimeOffset now, Language language)
    {
        var selection = Selection(scope, now);
        var found = Codes.ToDictionary(c => c.Key, c => set.Versions(c.Value) is { } versions ? folding.Of(versions, selection).Rows : new Dictionary<string, Tally>());
        return
        [
            .. found.Values.SelectMany(f => f.Where(r => r.Value.Hits > 0).Select(r => r.Key)).Distinct()
                .Select(id => new QualityView(id, dimensions.Name(Dimension.Institution, id, language), N("incompleteForms", id), N("missingDiagnoses", id), N("lateRecords", id)))
                .OrderByDescending(q => q.IncompleteForms + q.MissingDiagnoses + q.LateRecords).ThenBy(q => q.InstitutionId, StringComparer.Ordinal),
        ];

        long N(string kind, string id) => found[kind].TryGetValue(id, out var tally) ? tally.Hits : 0;
    }
}

/// <summary>The cases behind a number of the data quality.</summary>
/// <param name="Kind"><c>incompleteForms</c>, <c>missingDiagnoses</c> or <c>lateRecords</c>.</param>
public sealed record ListQualityCases(Caller Caller, Language Language, string? Institution, string? Kind, int? Limit, string? Cursor) : IRequest<Answer<CaseLines>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Optional("institution", Institution, 80);
        if (Kind is null || !QualityReader.Codes.ContainsKey(Kind)) errors.Unknown("kind");
        new IndicatorFilter(Limit: Limit, Cursor: Cursor).Validate(errors);
    }
}

internal sealed class ListQualityCasesHandler(IndicatorSet set, Drill drill, Dimensions dimensions, TimeProvider time) : IRequestHandler<ListQualityCases, Answer<CaseLines>>
{
    public Task<Answer<CaseLines>> Handle(ListQualityCases request, CancellationToken cancellationToken)
    {
        if (Scope.Of(request.Caller) is not { } scope) return Task.FromResult<Answer<CaseLines>>(Problem.Forbidden);
        var selection = QualityReader.Selection(scope, time.GetUtcNow());
        if (request.Institution is { } institution) selection = selection.Row(institution);
        var measures = (set.Versions(QualityReader.Codes[request.Kind!]) ?? []).Reverse().Select(v => v.Of);
        var (cases, next) = drill.Page(measures, selection, false, DrillPlace.List.After(request.Cursor) ?? DrillPlace.Start, DrillPlace.List.Take(request.Limit));
        return Task.FromResult(Answer<CaseLines>.Ok(
            new([.. cases.Select(c => ListIndicatorCasesHandler.CaseLineOf(c, dimensions, request.Language))], next?.ToCursor())));
    }
}

internal static class QualityEndpoints
{
    public static void Map(RouteGroupBuilder indicators) => indicators.MapGet("/quality/cases", Get);

    private static async Task<IResult> Get(
        string? institution, string? kind, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListQualityCases(http.Caller(), http.Language(), institution, kind, limit, cursor), cancellationToken)).ToResult(http);
}
