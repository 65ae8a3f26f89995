using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Allying;

/// <summary>An institution joins an alliance from a day on.</summary>
public sealed record JoinAlliance(Command By, string Id, string InstitutionId, DateOnly From) : IRequest<Answer<AllianceView>>;

internal sealed class JoinAllianceHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<JoinAlliance, Answer<AllianceView>>
{
    public async Task<Answer<AllianceView>> Handle(JoinAlliance request, CancellationToken cancellationToken) =>
        await directory.Find(InstitutionRules.Aggregate, request.InstitutionId, cancellationToken) is null
            ? Words.Unknown("institutionId")
            : await directory.Write(request.By, AllianceRules.Aggregate, request.Id,
                state => AllianceRules.Join(state, request.InstitutionId, request.From), views.Alliance, cancellationToken);
}

/// <summary>An institution leaves an alliance; its rights end with the last day.</summary>
public sealed record LeaveAlliance(Command By, string Id, string InstitutionId, DateOnly LastDay) : IRequest<Answer<AllianceView>>;

internal sealed class LeaveAllianceHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<LeaveAlliance, Answer<AllianceView>>
{
    public Task<Answer<AllianceView>> Handle(LeaveAlliance request, CancellationToken cancellationToken) =>
        directory.Write(request.By, AllianceRules.Aggregate, request.Id,
            state => AllianceRules.Leave(state, request.InstitutionId, request.LastDay), views.Alliance, cancellationToken);
}

/// <summary>Another member takes the lead.</summary>
public sealed record ChangeLead(Command By, string Id, string LeadId) : IRequest<Answer<AllianceView>>;

internal sealed class ChangeLeadHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<ChangeLead, Answer<AllianceView>>
{
    public Task<Answer<AllianceView>> Handle(ChangeLead request, CancellationToken cancellationToken) =>
        directory.Write(request.By, AllianceRules.Aggregate, request.Id,
            state => AllianceRules.ChangeLead(state, request.LeadId), views.Alliance, cancellationToken);
}

/// <summary>The alliance ends with the last day.</summary>
public sealed record DissolveAlliance(Command By, string Id, DateOnly LastDay) : IRequest<Answer<AllianceView>>;

internal sealed class DissolveAllianceHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<DissolveAlliance, Answer<AllianceView>>
{
    public Task<Answer<AllianceView>> Handle(DissolveAlliance request, CancellationToken cancellationToken) =>
        directory.Write(request.By, AllianceRules.Aggregate, request.Id,
            state => AllianceRules.Dissolve(state, request.LastDay), views.Alliance, cancellationToken);
}

internal static class MembershipEndpoints
{
    public sealed record Joining(string InstitutionId, DateOnly From);
    public sealed record Leaving(string InstitutionId, DateOnly LastDay);
    public sealed record Leading(string LeadId);
    public sealed record Ending(DateOnly LastDay);

    public static void Map(RouteGroupBuilder alliances)
    {
        alliances.MapPost("{id}/actions/join", Join);
        alliances.MapPost("{id}/actions/leave", Leave);
        alliances.MapPost("{id}/actions/changeLead", Lead);
        alliances.MapPost("{id}/actions/dissolve", Dissolve);
    }

    private static async Task<IResult> Join(string id, Joining body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new JoinAlliance(http.Command(), id, body.InstitutionId ?? "-", body.From), ct)).ToResult(http);

    private static async Task<IResult> Leave(string id, Leaving body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new LeaveAlliance(http.Command(), id, body.InstitutionId, body.LastDay), ct)).ToResult(http);

    private static async Task<IResult> Lead(string id, Leading body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ChangeLead(http.Command(), id, body.LeadId), ct)).ToResult(http);

    private static async Task<IResult> Dissolve(string id, Ending body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new DissolveAlliance(http.Command(), id, body.LastDay), ct)).ToResult(http);
}
