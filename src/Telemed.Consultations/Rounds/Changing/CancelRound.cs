using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Changing;

public sealed record CancelBody(string? Reason);

/// <summary>The round does not take place. Its patients' cases go on by themselves.</summary>
public sealed record CancelRound(Command Command, string Id, CancelBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Optional("reason", Body.Reason, 500);
    }
}

internal sealed class CancelRoundHandler(RoundCases rounds) : IRequestHandler<CancelRound, Answer<RoundView>>
{
    public Task<Answer<RoundView>> Handle(CancelRound request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return rounds.Act(command, id, state => Round.Cancel(state, command.Caller, body.Reason, command.At), cancellationToken);
    }
}

internal static class CancelRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("{id}/actions/cancel", Post);

    private static async Task<IResult> Post(string id, CancelBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CancelRound(http.Command(), id, body), cancellationToken)).ToResult(http);
}
