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
    public void Validate(FieldErrors errors)
    {
        if (Filter.Limit is < 1 or > 500) errors.Invalid("limit");
        if (!string.IsNullOrEmpty(Filter.Cursor) && Filter.Cursor.Split('|').Length != 3) errors.Invalid("cursor");
    }
}

internal sealed class ListEvidenceHandler(EvidenceRows rows, EvidenceViews views) : IRequestHandler<ListEvidence, Answer<Page<EvidenceView>>>
{
    private const int DefaultLimit = 100;

    public Task<Answer<Page<EvidenceView>>> Handle(ListEvidence request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        if (request.Caller.Is(Role.Resident)) return Task.FromResult<Answer<Page<EvidenceView>>>(Problem.Forbidden);
        var limit = filter.Limit ?? DefaultLimit;
        var parts = filter.Cursor?.Split('|');
        var found = rows.Read(filter.InstitutionId, filter.ItemCode, parts is { Length: 3 } ? (parts[0], parts[1], parts[2]) : null, limit + 1);
        var page = found.Take(limit).Where(e => filter.On is not { } on || e.Evidence.Covers(on)).Select(e => views.Of(e.Id, e.Evidence, filter.On)).ToArray();
        var last = found.Count > limit ? found[limit - 1] : default;
        return Task.FromResult(Answer<Page<EvidenceView>>.Ok(new(page, found.Count > limit ? $"{last.Evidence.InstitutionId}|{last.Evidence.ItemCode}|{last.Id}" : null)));
    }
}

internal static class ListEvidenceEndpoint
{
    public static void Map(RouteGroupBuilder quality) => quality.MapGet("", Get);

    private static async Task<IResult> Get([AsParameters] EvidenceFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListEvidence(http.Caller(), filter), cancellationToken)).ToResult(http);
}
