using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Changing;

public sealed record LeaveOutBody(string? CaseId, string? Reason);

/// <summary>Takes a patient off the list, with a reason. The patient's case goes on by itself.</summary>
public sealed record LeaveOutOfRound(Command Command, string Id, LeaveOutBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("caseId", Body.CaseId, 100);
        errors.Optional("reason", Body.Reason, 500);
    }
}

internal sealed class LeaveOutOfRoundHandler(RoundCases rounds) : IRequestHandler<LeaveOutOfRound, Answer<RoundView>>
{
    public Task<Answer<RoundView>> Handle(LeaveOutOfRound request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return rounds.Act(command, id, (state, standing) => Round.LeaveOut(state, command.Caller, body.CaseId!, body.Reason, standing(body.CaseId!), command.At), cancellationToken);
    }
}

internal static class LeaveOutOfRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("{id}/actions/leaveOut", Post);

    private static async Task<IResult> Post(string id, LeaveOutBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new LeaveOutOfRound(http.Command(), id, body), cancellationToken)).ToResult(http);
}
