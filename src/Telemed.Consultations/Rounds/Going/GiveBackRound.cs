using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Going;

public sealed record GiveBackBody(string? Reason);

/// <summary>The specialist, or the office for them, gives the round back before it begins, and with it every case that the specialist has alone.</summary>
public sealed record GiveBackRound(Command Command, string Id, GiveBackBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("reason", Body.Reason, 500);
}

internal sealed class GiveBackRoundHandler(RoundCases rounds, Placing placing) : IRequestHandler<GiveBackRound, Answer<RoundView>>
{
    public async Task<Answer<RoundView>> Handle(GiveBackRound request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await rounds.Find(command.Caller, id, cancellationToken) is not { State: var state } found) return Problem.NotFound;
        var stale = command.SeenVersion is { } seen && seen != found.Version;
        // the cases first, as when taking: what a crash leaves undone the same command does again
        if (!stale && Round.GiveBack(state, command.Caller, body.Reason, command.At) is Kernel.Decision<RoundEvent, RoundRefusal>.Happened)
            foreach (var place in state.Here) await placing.GiveBack(command, place.CaseId, state.PractitionerId!, cancellationToken);
        return await rounds.Act(command, id, now => Round.GiveBack(now, command.Caller, body.Reason, command.At), cancellationToken);
    }
}

internal static class GiveBackRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("{id}/actions/giveBack", Post);

    private static async Task<IResult> Post(string id, GiveBackBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GiveBackRound(http.Command(), id, body), cancellationToken)).ToResult(http);
}
