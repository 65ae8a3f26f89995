using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;

namespace Telemed.Directory.Listing;

/// <summary>Agreements: administrators see all, authorities those of their area, everybody else those of the own institution.</summary>
/// <param name="InForce">True: only those that hold today.</param>
public sealed record ListAgreements(Caller Caller, string? InstitutionId, bool? InForce, int? Limit, string? Cursor) : IRequest<Answer<Page<AgreementView>>>, IValidated
{
    internal static Paging<int> List { get; } = Paging.Counted("agreements", 50, 500);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

internal sealed class ListAgreementsHandler(DirectoryMemory memory, DirectoryViews views) : IRequestHandler<ListAgreements, Answer<Page<AgreementView>>>
{
    public Task<Answer<Page<AgreementView>>> Handle(ListAgreements request, CancellationToken cancellationToken)
    {
        var found = memory.Agreements.InOrder(e => e.State.Terms?.Number)
            .Where(e => e.State.Terms is { } terms && MaySee(request.Caller, terms) && (request.InstitutionId is not { } id || Names(terms, id)))
            .Select(e => views.Agreement(e.Id, e.State, e.Version))
            .Where(view => request.InForce is not { } inForce || view.InForce == inForce);
        return Task.FromResult(Answer<Page<AgreementView>>.Ok(ListAgreements.List.Cut(found, request.Limit, request.Cursor, view => view)));
    }

    private bool MaySee(Caller caller, AgreementTerms terms) =>
        caller.Is(Role.Administrator)
        || (Supervision.Bound(caller)
            ? InArea(caller, terms.InvitingId) || InArea(caller, terms.InvitedId)
            : caller.InstitutionId is { } own && Names(terms, own));

    private bool InArea(Caller caller, string institutionId) =>
        memory.Index.Institution(institutionId) is { } institution && Supervision.Covers(caller, institution.AreaCode);

    private static bool Names(AgreementTerms terms, string id) => terms.InvitingId == id || terms.InvitedId == id || terms.ThirdPartyId == id;
}

internal static class AgreementLists
{
    public static void Map(RouteGroupBuilder agreements) => agreements.MapGet("", List);

    private static async Task<IResult> List(
        string? institutionId, bool? inForce, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListAgreements(http.Caller(), institutionId, inForce, limit, cursor), ct)).ToResult(http);
}
