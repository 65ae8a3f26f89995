using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Changing;

public sealed record RescheduleRoundBody(DateTimeOffset? Start, DateTimeOffset? End);

/// <summary>Another day or hour.</summary>
public sealed record RescheduleRound(Command Command, string Id, RescheduleRoundBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("start", Body.Start);
        errors.Required("end", Body.End);
    }
}

internal sealed class RescheduleRoundHandler(RoundCases rounds) : IRequestHandler<RescheduleRound, Answer<RoundView>>
{
    public Task<Answer<RoundView>> Handle(RescheduleRound request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return rounds.Act(command, id, state => Round.Reschedule(state, command.Caller, body.Start!.Value, body.End!.Value, command.At), cancellationToken);
    }
}

internal static class RescheduleRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("{id}/actions/reschedule", Post);

    private static async Task<IResult> Post(string id, RescheduleRoundBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RescheduleRound(http.Command(), id, body), cancellationToken)).ToResult(http);
}
