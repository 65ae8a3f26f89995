using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Indicators.Counting;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

public sealed record FlowReason(string Code, string Text, long N);

/// <summary>Patients on one way between two institutions.</summary>
public sealed record FlowView(
    string From, string FromName, string? FromArea, string? FromTier, string To, string ToName, string? ToArea, string? ToTier, string Direction, long N,
    IReadOnlyList<FlowReason> Reasons);

public sealed record FlowsView(DateTimeOffset AsOf, double AgeSeconds, IReadOnlyList<FlowView> Items);

/// <param name="Direction"><c>up</c>, <c>down</c> or <c>lateral</c>; up when left out.</param>
public sealed record FlowFilter(string? From, string? To, string? Direction, string? FromId, string? ToId, string? Reason, int? Limit, string? Cursor)
{
    internal void Validate(FieldErrors errors)
    {
        Months.Validate(errors);
        if (Code is null) errors.Unknown("direction");
        errors.Optional("fromId", FromId, 80);
        errors.Optional("toId", ToId, 80);
    }

    internal IndicatorFilter Months => new(From, To, Reason: Reason, Limit: Limit, Cursor: Cursor);

    /// <summary>Indicator that counts such referrals.</summary>
    internal string? Code => (Direction ?? "") switch { "" or "up" => "up-referrals", "down" => "down-referrals", "lateral" => "lateral-referrals", _ => null };
}

/// <summary>Where referrals go, and why.</summary>
public sealed record GetFlows(Caller Caller, Language Language, FlowFilter Filter) : IRequest<Answer<FlowsView>>, IValidated
{
    public void Validate(FieldErrors errors) => Filter.Validate(errors);
}

/// <summary>The referrals of one way.</summary>
public sealed record ListFlowCases(Caller Caller, Language Language, FlowFilter Filter) : IRequest<Answer<CaseLines>>, IValidated
{
    public void Validate(FieldErrors errors) => Filter.Validate(errors);
}

/// <summary>Adds up flows.</summary>
internal sealed class FlowReader(IndicatorSet set, MonthRows months, Book book, Dimensions dimensions)
{
    private const int MostReasons = 5;

    public List<FlowView> Of(string code, Selection selection, DateTimeOffset at, Language language, int limit)
    {
        var flows = new Dictionary<(string From, string To), (Cell Cell, Dictionary<int, long> Reasons)>();
        foreach (var measure in (set.Versions(code) ?? []).Select(v => v.Of))
            foreach (var (month, rows) in months.Of(measure.Id, selection.From, selection.To))
                foreach (var (number, value, n) in rows)
                {
                    var cell = book.Cell(number);
                    if (value == Units.Missed || selection.Key(dimensions, measure.Rule, cell, month) is null) continue;
                    if (!flows.TryGetValue((cell.FromId, cell.ToId), out var flow)) flows.Add((cell.FromId, cell.ToId), flow = (cell, []));
                    flow.Reasons[(int)value] = flow.Reasons.GetValueOrDefault((int)value) + n;
                }
        return
        [
            .. flows.Values.OrderByDescending(f => f.Reasons.Values.Sum()).ThenBy(f => f.Cell.FromId, StringComparer.Ordinal).ThenBy(f => f.Cell.ToId, StringComparer.Ordinal)
                .Take(limit).Select(f => View(f.Cell, f.Reasons, at, language)),
        ];
    }

    private FlowView View(Cell cell, Dictionary<int, long> reasons, DateTimeOffset at, Language language)
    {
        var (from, to) = (dimensions.Institution(cell.FromId), dimensions.Institution(cell.ToId));
        return new(
            cell.FromId, from?.Name ?? cell.FromId, from?.AreaCode, from is null ? null : Dimensions.Word(from.Tier),
            cell.ToId, to?.Name ?? cell.ToId, to?.AreaCode, to is null ? null : Dimensions.Word(to.Tier), cell.Kind, reasons.Values.Sum(),
            [
                .. reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key).Take(MostReasons).Select(r => (Code: r.Key == 0 ? "" : book.Word(r.Key), r.Value))
                    .Select(r => new FlowReason(r.Code, dimensions.Reason(r.Code, cell.ToArea, at, language), r.Value)),
            ]);
    }
}

internal sealed class GetFlowsHandler(FlowReader flows, Freshness freshness, TimeProvider time) : IRequestHandler<GetFlows, Answer<FlowsView>>
{
    private const int MostFlows = 500;

    public Task<Answer<FlowsView>> Handle(GetFlows request, CancellationToken cancellationToken)
    {
        if (Scope.Of(request.Caller) is not { } scope) return Task.FromResult<Answer<FlowsView>>(Problem.Forbidden);
        var (age, problem) = freshness.Now();
        if (problem is not null) return Task.FromResult<Answer<FlowsView>>(problem);
        var selection = request.Filter.Months.Select(scope, time.GetUtcNow()) with { Flow = (request.Filter.FromId, request.Filter.ToId), Reason = null };
        return Task.FromResult(Answer<FlowsView>.Ok(new(age.AsOf, age.Seconds, flows.Of(request.Filter.Code!, selection, age.AsOf, request.Language, MostFlows))));
    }
}

internal sealed class ListFlowCasesHandler(IndicatorSet set, Drill drill, Dimensions dimensions, TimeProvider time) : IRequestHandler<ListFlowCases, Answer<CaseLines>>
{
    public Task<Answer<CaseLines>> Handle(ListFlowCases request, CancellationToken cancellationToken)
    {
        if (Scope.Of(request.Caller) is not { } scope) return Task.FromResult<Answer<CaseLines>>(Problem.Forbidden);
        var filter = request.Filter;
        var selection = filter.Months.Select(scope, time.GetUtcNow()) with { Flow = (filter.FromId, filter.ToId) };
        var (cases, next) = drill.Page(
            (set.Versions(filter.Code!) ?? []).Reverse().Select(v => v.Of), selection, false, DrillPlace.List.After(filter.Cursor) ?? DrillPlace.Start, DrillPlace.List.Take(filter.Limit));
        return Task.FromResult(Answer<CaseLines>.Ok(
            new([.. cases.Select(c => ListIndicatorCasesHandler.CaseLineOf(c, dimensions, request.Language))], next?.ToCursor())));
    }
}

internal static class FlowEndpoints
{
    public static void Map(RouteGroupBuilder indicators)
    {
        indicators.MapGet("/flows", Get);
        indicators.MapGet("/flows/cases", Cases);
    }

    private static async Task<IResult> Get([AsParameters] FlowFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetFlows(http.Caller(), http.Language(), filter), cancellationToken)).ToResult(http);

    private static async Task<IResult> Cases([AsParameters] FlowFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListFlowCases(http.Caller(), http.Language(), filter), cancellationToken)).ToResult(http);
}
