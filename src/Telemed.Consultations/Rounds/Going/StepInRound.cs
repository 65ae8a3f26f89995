using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Going;

public sealed record MoveBody(string? CaseId);

/// <summary>From bed to bed: begins the round, goes to the next patient, or to a given one.</summary>
/// <param name="Action">Start, next or move.</param>
/// <param name="CaseId">Where a move goes.</param>
public sealed record StepInRound(Command Command, string Id, RoundAction Action, string? CaseId) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (Action == RoundAction.Move) errors.Required("caseId", CaseId, 100);
    }
}

internal sealed class StepInRoundHandler(RoundCases rounds, Placing placing, IDirectory directory) : IRequestHandler<StepInRound, Answer<RoundView>>
{
    public async Task<Answer<RoundView>> Handle(StepInRound request, CancellationToken cancellationToken)
    {
        var (command, id, action, caseId) = request;
        var answer = await rounds.Act(command, id, (state, standing) => action switch
        {
            RoundAction.Start => Round.Start(state, command.Caller, standing, command.At),
            RoundAction.Next => Round.Next(state, command.Caller, standing, command.At),
            _ => Round.Move(state, command.Caller, caseId!, standing, command.At),
        }, cancellationToken);
        // a patient who was added after the round was taken has nobody yet: the specialist who comes to the bed takes the case
        if (answer is { Problem: null, Value: { Present: { } present, Specialist: { } specialist } } && specialist.PractitionerId == command.Caller.PractitionerId
            && directory.Practitioner(specialist.PractitionerId) is { } who)
            await placing.Give(command, present, who, null, cancellationToken);
        return answer;
    }
}

internal static class StepInRoundEndpoints
{
    public static void Map(RouteGroupBuilder rounds)
    {
        rounds.MapPost("{id}/actions/start", (string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
            Step(id, RoundAction.Start, null, http, mediator, cancellationToken));
        rounds.MapPost("{id}/actions/next", (string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
            Step(id, RoundAction.Next, null, http, mediator, cancellationToken));
        rounds.MapPost("{id}/actions/move", (string id, MoveBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
            Step(id, RoundAction.Move, body.CaseId, http, mediator, cancellationToken));
    }

    private static async Task<IResult> Step(string id, RoundAction action, string? caseId, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new StepInRound(http.Command(), id, action, caseId), cancellationToken)).ToResult(http);
}
