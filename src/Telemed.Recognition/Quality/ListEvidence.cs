using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Recognition.Quality;

public sealed record EvidenceFilter(string? InstitutionId, string? ItemCode, DateOnly? On, int? Limit, string? Cursor);

/// <summary>Evidence of quality, and the marks that follow from it. Anyone signed in may read it: a mark is public.</summary>
public sealed record ListEvidence(Caller Caller, EvidenceFilter Filter) : IRequest<Answer<Page<EvidenceView>>>, IValidated
{
    internal static Paging<(string InstitutionId, string ItemCode, string Id)> List { get; } = new("evidence", 100, 500, parts => parts is [var institution, var item, var id] ? (institution, item, id) : null);

    public void Validate(FieldErrors errors) => List.Check(errors, Filter.Limit, Filter.Cursor);
}

internal sealed class ListEvidenceHandler(EvidenceRows rows, EvidenceViews views) : IRequestHandler<ListEvidence, Answer<Page<EvidenceView>>>
{
    public Task<Answer<Page<EvidenceView>>> Handle(ListEvidence request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        if (request.Caller.Is(Role.Resident)) return Task.FromResult<Answer<Page<EvidenceView>>>(Problem.Forbidden);
        var limit = ListEvidence.List.Take(filter.Limit);
        var found = rows.Read(filter.InstitutionId, filter.ItemCode, ListEvidence.List.After(filter.Cursor), limit + 1);
        var page = found.Take(limit).Where(e => filter.On is not { } on || e.Evidence.Covers(on)).Select(e => views.Of(e.Id, e.Evidence, filter.On)).ToArray();
        var last = found.Count > limit ? found[limit - 1] : default;
        return Task.FromResult(Answer<Page<EvidenceView>>.Ok(new(page, found.Count > limit ? ListEvidence.List.Cursor($"{last.Evidence.InstitutionId}|{last.Evidence.ItemCode}|{last.Id}") : null)));
    }
}

internal static class ListEvidenceEndpoint
{
    public static void Map(RouteGroupBuilder quality) => quality.MapGet("", Get);

    private static async Task<IResult> Get([AsParameters] EvidenceFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListEvidence(http.Caller(), filter), cancellationToken)).ToResult(http);
}
