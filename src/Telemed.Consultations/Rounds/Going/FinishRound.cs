using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Going;

public sealed record FinishBody(IReadOnlyList<UnseenPlace>? Unseen);

/// <summary>Ends the round and says who was not seen, and why.</summary>
public sealed record FinishRound(Command Command, string Id, FinishBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (Body.Unseen?.Any(u => u is null) == true)
        {
            errors.Invalid("unseen");
            return;
        }
        for (var i = 0; i < Body.Unseen?.Count; i++)
        {
            errors.Required($"unseen[{i}].caseId", Body.Unseen[i].CaseId, 100);
            errors.Optional($"unseen[{i}].reason", Body.Unseen[i].Reason, 500);
        }
    }
}

internal sealed class FinishRoundHandler(RoundCases rounds) : IRequestHandler<FinishRound, Answer<RoundView>>
{
    public Task<Answer<RoundView>> Handle(FinishRound request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return rounds.Act(command, id, (state, standing) => Round.Finish(state, command.Caller, body.Unseen ?? [], standing, command.At), cancellationToken);
    }
}

internal static class FinishRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("{id}/actions/finish", Post);

    private static async Task<IResult> Post(string id, FinishBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new FinishRound(http.Command(), id, body ?? new(null)), cancellationToken)).ToResult(http);
}
