using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Sending.Destinations;

internal static class DestinationEndpoints
{
    public sealed record Body(
        string? Name, DestinationKind? Kind, string? InstitutionId, string? AeTitle, string? Host, int? Port, bool? Tls, string? Peer, int? Connections, long? MaxBytesPerSecond, bool? Prefetch,
        bool? Paused);

    public sealed record RemoveBody(string? Reason);

    public static void Map(RouteGroupBuilder imaging)
    {
        imaging.MapGet("destinations", List).WithSummary("Where studies can be sent; with a study, to which of them it may go").Produces<Page<DestinationView>>();
        imaging.MapPut("destinations/{id}", Put).WithSummary("Keep a destination").Produces<DestinationView>();
        imaging.MapPost("destinations/{id}/actions/echo", Echo).WithSummary("Ask a destination whether it answers").Produces<EchoView>();
        imaging.MapPost("destinations/{id}/actions/remove", Remove).WithSummary("Remove a destination");
    }

    private static async Task<IResult> List(string? study, HttpContext http, SendDestinations destinations, IStudyAccess access)
    {
        var caller = http.Caller();
        if (!caller.Is(Role.Physician) && !caller.Is(Role.Office) && !caller.Is(Role.Administrator)) return Problem.NotFound.ToResult(http);
        var views = new List<DestinationView>();
        foreach (var one in destinations.All)
        {
            bool keeps = one.InstitutionId is { } institution && KeepDestination.MayKeep(caller, institution);
            bool? allowed = study is null ? null : one.InstitutionId is { } receiver && await access.MayRead(caller, study, http.RequestAborted)
                && await access.MayRead(StudyAccess.Equipment(receiver, one.AeTitle ?? one.Id), study, http.RequestAborted);
            views.Add(new(one.Id, one.Name, one.Kind, one.InstitutionId, one.AeTitle, keeps ? one.Host : null, keeps ? one.Port : null, keeps ? one.Tls : null, one.Peer, one.Connections,
                one.MaxBytesPerSecond, one.Prefetch, one.IsKept, allowed, one.IsPaused));
        }
        return Results.Ok(new Page<DestinationView>(views, null));
    }

    private static async Task<IResult> Put(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new KeepDestination(http.Command(), id, body.Name, body.Kind, body.InstitutionId, body.AeTitle, body.Host, body.Port, body.Tls ?? false, body.Peer, body.Connections,
            body.MaxBytesPerSecond, body.Prefetch ?? false, body.Paused ?? false), ct)).ToResult(http);

    private static async Task<IResult> Echo(string id, HttpContext http, IMediator mediator, CancellationToken ct) => (await mediator.Send(new EchoDestination(http.Caller(), id), ct)).ToResult(http);

    private static async Task<IResult> Remove(string id, RemoveBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new RemoveDestination(http.Command(), id, body.Reason), ct)).ToResult(http);
}
