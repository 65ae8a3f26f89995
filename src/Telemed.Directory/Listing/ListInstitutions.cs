using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Codes;
using Telemed.Directory.Keeping;

namespace Telemed.Directory.Listing;

/// <summary>Institutions; with <paramref name="Service"/>: those that may serve <paramref name="From"/> today, nearest first.</summary>
/// <param name="From">The asking institution; the caller's own when not given.</param>
/// <param name="Text">Part of the name.</param>
public sealed record ListInstitutions(Caller Caller, ServiceKind? Service, string? From, string? Text, ConnectionStatus? Status, int? Limit, string? Cursor)
    : IRequest<Answer<Page<InstitutionView>>>, IValidated
{
    internal static Paging<int> List { get; } = Paging.Counted("institutions", 50, 500);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

internal sealed class ListInstitutionsHandler(DirectoryMemory memory, DirectoryViews views, TimeProvider time, IDuty? duty = null)
    : IRequestHandler<ListInstitutions, Answer<Page<InstitutionView>>>
{
    public Task<Answer<Page<InstitutionView>>> Handle(ListInstitutions request, CancellationToken cancellationToken)
    {
        var page = request.Service is { } service && (request.From ?? request.Caller.InstitutionId) is { } from
            ? ListInstitutions.List.Cut(MayServe(from, service), request.Limit, request.Cursor, found => from == request.Caller.InstitutionId ? OnDuty(found, service) : found)
            : ListInstitutions.List.Cut(All(request), request.Limit, request.Cursor, e => views.Institution(e.Id, e.State, e.Version));
        return Task.FromResult(Answer<Page<InstitutionView>>.Ok(page));
    }

    private IEnumerable<Entry<InstitutionState>> All(ListInstitutions request) =>
        memory.Institutions.InOrder(e => (e.State.Profile?.Tier, e.State.Profile?.Name)).Where(e => e.State.Profile is { } profile
            && (request.Text is not { Length: > 0 } text || profile.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            && (request.Status is not { } status || e.State.Status == status)
            && (request.Service is not { } service || e.State.Services.Contains(service))
            && Supervision.Covers(request.Caller, profile.AreaCode));

    /// <summary>Agreement in force, service offered, both connected. County hubs before city hospitals, other regions last.</summary>
    private IEnumerable<InstitutionView> MayServe(string from, ServiceKind service)
    {
        var today = views.Today;
        if (memory.Index.Institution(from) is not { Status: ConnectionStatus.Connected } asking) return [];
        return memory.Index.AgreementsOf(from)
            .Where(a => a.InForce(service, today))
            .DistinctBy(a => a.Agreement.InvitedId)
            .Select(a => (a.Agreement, Entry: memory.Institutions.Find(a.Agreement.InvitedId)))
            .Where(found => found.Entry is { State: { Status: ConnectionStatus.Connected or ConnectionStatus.Trial } state } && state.Services.Contains(service))
            .Select(found => views.Institution(found.Entry!.Id, found.Entry.State, found.Entry.Version) with
            {
                AgreementId = found.Agreement.Id,
                Relation = RelationOf(asking, found.Entry, today),
            })
            .OrderBy(i => i.Relation).ThenByDescending(i => i.Tier).ThenBy(i => i.Name, StringComparer.Ordinal);
    }

    /// <summary>Says whether somebody is on duty there; told to those whose agreement it is.</summary>
    private InstitutionView OnDuty(InstitutionView found, ServiceKind service) => duty?.OnDuty(found.Id, service, time.GetUtcNow()) == true ? found with { OnDuty = true } : found;

    private ServiceRelation RelationOf(Institution asking, Entry<InstitutionState> asked, DateOnly today) =>
        memory.Index.InSameAlliance(asking.Id, asked.Id, today) ? ServiceRelation.Alliance
        : AreaCode.SameCity(asking.AreaCode, asked.State.Profile!.AreaCode) ? ServiceRelation.SameArea
        : ServiceRelation.CrossRegion;
}

/// <summary>One institution.</summary>
public sealed record GetInstitution(Caller Caller, string Id) : IRequest<Answer<InstitutionView>>;

internal sealed class GetInstitutionHandler(DirectoryMemory memory, DirectoryViews views) : IRequestHandler<GetInstitution, Answer<InstitutionView>>
{
    public Task<Answer<InstitutionView>> Handle(GetInstitution request, CancellationToken cancellationToken) => Task.FromResult(
        memory.Institutions.Find(request.Id) is { State.Profile: { } profile } found && Supervision.Covers(request.Caller, profile.AreaCode)
            ? Answer<InstitutionView>.Ok(views.Institution(found.Id, found.State, found.Version), found.Version)
            : Problem.NotFound);
}

internal static class InstitutionLists
{
    public static void Map(RouteGroupBuilder institutions)
    {
        institutions.MapGet("", List);
        institutions.MapGet("{id}", Get);
    }

    private static async Task<IResult> List(
        string? service, string? from, string? q, string? status, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        !Words.Read<ServiceKind>(service, out var kind) ? Words.Unknown("service").ToResult(http)
        : !Words.Read<ConnectionStatus>(status, out var connection) ? Words.Unknown("status").ToResult(http)
        : (await mediator.Send(new ListInstitutions(http.Caller(), kind, from, q, connection, limit, cursor), ct)).ToResult(http);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetInstitution(http.Caller(), id), ct)).ToResult(http);
}
