using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;

namespace Telemed.Directory.Listing;

/// <summary>Whether a practitioner is at work.</summary>
public enum PractitionerStanding
{
    /// <summary>在职.</summary>
    Active,

    /// <summary>已离职.</summary>
    Left,
}

/// <summary>Practitioners by institution, department and title; highest titles first.</summary>
/// <param name="State">Those at work unless asked otherwise; who left is shown to administrators, who alone bring them back.</param>
public sealed record ListPractitioners(Caller Caller, string? InstitutionId, string? Department, PractitionerStanding? State, int? Limit, string? Cursor)
    : IRequest<Answer<Page<PractitionerView>>>, IValidated
{
    internal static Paging<int> List { get; } = Paging.Counted("practitioners", 50, 500);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

internal sealed class ListPractitionersHandler(DirectoryMemory memory, DirectoryViews views)
    : IRequestHandler<ListPractitioners, Answer<Page<PractitionerView>>>
{
    public Task<Answer<Page<PractitionerView>>> Handle(ListPractitioners request, CancellationToken cancellationToken)
    {
        var active = request.State is not PractitionerStanding.Left;
        if (!active && !request.Caller.Is(Role.Administrator)) return Task.FromResult<Answer<Page<PractitionerView>>>(Problem.Forbidden);
        var found = memory.Practitioners.InOrder(e => (e.State.Card?.InstitutionId, e.State.Card?.Department, -(int?)e.State.Card?.Title, e.State.Card?.Name))
            .Where(e => e.State.Active == active && e.State.Card is { } card
                && (request.InstitutionId is not { } id || card.InstitutionId == id)
                && (request.Department is not { Length: > 0 } department || card.Department == department)
                && MaySee(request.Caller, card.InstitutionId));
        return Task.FromResult(Answer<Page<PractitionerView>>.Ok(ListPractitioners.List.Cut(found, request.Limit, request.Cursor, e => views.Practitioner(e.Id, e.State, e.Version))));
    }

    private bool MaySee(Caller caller, string institutionId) =>
        !Supervision.Bound(caller) || (memory.Index.Institution(institutionId) is { } institution && Supervision.Covers(caller, institution.AreaCode));
}

/// <summary>One practitioner's card.</summary>
public sealed record GetPractitioner(Caller Caller, string Id) : IRequest<Answer<PractitionerView>>;

internal sealed class GetPractitionerHandler(DirectoryMemory memory, DirectoryViews views) : IRequestHandler<GetPractitioner, Answer<PractitionerView>>
{
    public Task<Answer<PractitionerView>> Handle(GetPractitioner request, CancellationToken cancellationToken) => Task.FromResult(
        memory.Practitioners.Find(request.Id) is { State.Card: not null } found
            ? Answer<PractitionerView>.Ok(views.Practitioner(found.Id, found.State, found.Version), found.Version)
            : Problem.NotFound);
}

internal static class PractitionerLists
{
    public static void Map(RouteGroupBuilder practitioners)
    {
        practitioners.MapGet("", List);
        practitioners.MapGet("{id}", Get);
    }

    private static async Task<IResult> List(
        string? institutionId, string? department, string? state, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        !Words.Read<PractitionerStanding>(state, out var standing) ? Words.Unknown("state").ToResult(http)
        : (await mediator.Send(new ListPractitioners(http.Caller(), institutionId, department, standing, limit, cursor), ct)).ToResult(http);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetPractitioner(http.Caller(), id), ct)).ToResult(http);
}
