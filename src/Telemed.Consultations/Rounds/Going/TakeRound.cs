using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Going;

public sealed record TakeBody(string? PractitionerId);

/// <summary>A specialist takes the round, or the office of the asked hospital names one; every case that waits, or that who was named before has alone and did not begin, is given to that specialist.</summary>
public sealed record TakeRound(Command Command, string Id, TakeBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("practitionerId", Body.PractitionerId, 100);
}

internal sealed class TakeRoundHandler(RoundCases rounds, Placing placing, IDirectory directory) : IRequestHandler<TakeRound, Answer<RoundView>>
{
    public async Task<Answer<RoundView>> Handle(TakeRound request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await rounds.Find(command.Caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var who = (string.IsNullOrEmpty(body.PractitionerId) ? command.Caller.PractitionerId : body.PractitionerId) is { } named ? directory.Practitioner(named) : null;
        var stale = command.SeenVersion is { } seen && seen != found.Version;
        if (!stale && Round.Take(found.State, command.Caller, who, command.At) is Kernel.Decision<RoundEvent, RoundRefusal>.Happened)
        {
            // first all rules, then all cases: who may not have one of them takes none
            foreach (var place in found.State.Here)
                if (await placing.Forbids(command, place.CaseId, who!, found.State.PractitionerId, cancellationToken) is { } refusal)
                    return Refusals.ToProblem(refusal);
            foreach (var place in found.State.Here) await placing.Give(command, place.CaseId, who!, found.State.PractitionerId, cancellationToken);
        }
        return await rounds.Act(command, id, state => Round.Take(state, command.Caller, who, command.At), cancellationToken);
    }
}

internal static class TakeRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("{id}/actions/take", Post);

    private static async Task<IResult> Post(string id, TakeBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new TakeRound(http.Command(), id, body ?? new(null)), cancellationToken)).ToResult(http);
}
