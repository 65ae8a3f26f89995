using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Acting;

public sealed record RevokeBody(string? Reason = null);

/// <summary>A decision is taken back. What became of the order is the hospital system's matter.</summary>
public sealed record RevokeDecision(Command Command, string Id, int No, RevokeBody Body) : IRequest<Answer<CheckView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("reason", Body.Reason, 500);
}

internal sealed class RevokeDecisionHandler(RecognitionCases cases) : IRequestHandler<RevokeDecision, Answer<CheckView>>
{
    public Task<Answer<CheckView>> Handle(RevokeDecision request, CancellationToken cancellationToken)
    {
        var (command, id, no, body) = request;
        return cases.Act(command, id, state => RecognitionCheck.Revoke(state, command.Caller, no, body.Reason, command.At), cancellationToken);
    }
}

internal static class RevokeDecisionEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapPost("{id}/decisions/{no:int}/revoke", Post);

    private static async Task<IResult> Post(string id, int no, RevokeBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RevokeDecision(http.Command(), id, no, body ?? new()), cancellationToken)).ToResult(http);
}
