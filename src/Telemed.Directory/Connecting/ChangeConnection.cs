using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Connecting;

/// <summary>What is to become of an institution's connection.</summary>
public enum ConnectionStep
{
    /// <summary>Into trial: receives, is not assessed.</summary>
    StartTrial,

    /// <summary>Takes part.</summary>
    Connect,

    /// <summary>Takes no part for now; its open cases are re-routed.</summary>
    Suspend,

    /// <summary>Back to where it stood before the suspension.</summary>
    Reinstate,
}

/// <summary>Connects, suspends or reinstates an institution.</summary>
public sealed record ChangeConnection(Command By, string Id, ConnectionStep Step) : IRequest<Answer<InstitutionView>>;

internal sealed class ChangeConnectionHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<ChangeConnection, Answer<InstitutionView>>
{
    public Task<Answer<InstitutionView>> Handle(ChangeConnection request, CancellationToken cancellationToken) =>
        directory.Write(request.By, InstitutionRules.Aggregate, request.Id, request.Step switch
        {
            ConnectionStep.StartTrial => InstitutionRules.StartTrial,
            ConnectionStep.Connect => InstitutionRules.Connect,
            ConnectionStep.Suspend => InstitutionRules.Suspend,
            _ => InstitutionRules.Reinstate,
        }, views.Institution, cancellationToken);
}

internal static class ConnectionEndpoints
{
    public static void Map(RouteGroupBuilder institutions)
    {
        institutions.MapPost("{id}/actions/startTrial", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Post(id, ConnectionStep.StartTrial, http, mediator, ct));
        institutions.MapPost("{id}/actions/connect", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Post(id, ConnectionStep.Connect, http, mediator, ct));
        institutions.MapPost("{id}/actions/suspend", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Post(id, ConnectionStep.Suspend, http, mediator, ct));
        institutions.MapPost("{id}/actions/reinstate", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Post(id, ConnectionStep.Reinstate, http, mediator, ct));
    }

    private static async Task<IResult> Post(string id, ConnectionStep step, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ChangeConnection(http.Command(), id, step), ct)).ToResult(http);
}
