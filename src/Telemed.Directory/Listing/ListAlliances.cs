using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;

namespace Telemed.Directory.Listing;

/// <summary>Alliances; with an institution: those it is or was a member of.</summary>
public sealed record ListAlliances(Caller Caller, string? InstitutionId, int? Limit, string? Cursor) : IRequest<Answer<Page<AllianceView>>>, IValidated
{
    internal static Paging<int> List { get; } = Paging.Counted("alliances", 50, 500);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

internal sealed class ListAlliancesHandler(DirectoryMemory memory, DirectoryViews views) : IRequestHandler<ListAlliances, Answer<Page<AllianceView>>>
{
    public Task<Answer<Page<AllianceView>>> Handle(ListAlliances request, CancellationToken cancellationToken)
    {
        var found = memory.Alliances.InOrder(e => e.State.Name).Where(e =>
            (request.InstitutionId is not { } id || e.State.Members.Any(m => m.InstitutionId == id))
            && (!Supervision.Bound(request.Caller) || e.State.Members.Any(m => memory.Index.Institution(m.InstitutionId) is { } i && Supervision.Covers(request.Caller, i.AreaCode))));
        return Task.FromResult(Answer<Page<AllianceView>>.Ok(ListAlliances.List.Cut(found, request.Limit, request.Cursor, e => views.Alliance(e.Id, e.State, e.Version))));
    }
}

internal static class AllianceLists
{
    public static void Map(RouteGroupBuilder alliances) => alliances.MapGet("", List);

    private static async Task<IResult> List(string? institutionId, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListAlliances(http.Caller(), institutionId, limit, cursor), ct)).ToResult(http);
}
