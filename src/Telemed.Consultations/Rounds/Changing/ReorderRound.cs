using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Changing;

public sealed record ReorderBody(IReadOnlyList<string>? Order);

/// <summary>Another order of the beds; everyone who is not left out is named once.</summary>
public sealed record ReorderRound(Command Command, string Id, ReorderBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("order", Body.Order);
    }
}

internal sealed class ReorderRoundHandler(RoundCases rounds) : IRequestHandler<ReorderRound, Answer<RoundView>>
{
    public Task<Answer<RoundView>> Handle(ReorderRound request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return rounds.Act(command, id, state => Round.Reorder(state, command.Caller, body.Order!, command.At), cancellationToken);
    }
}

internal static class ReorderRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("{id}/actions/reorder", Post);

    private static async Task<IResult> Post(string id, ReorderBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReorderRound(http.Command(), id, body), cancellationToken)).ToResult(http);
}
