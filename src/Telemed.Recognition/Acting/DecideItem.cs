using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Acting;

public sealed record DecisionBody(string? Code, string? ResultId, string? Decision, string? ReasonCode = null, string? Comment = null, bool? Explained = null);

/// <summary>The physician accepts an earlier result, declines it with a statutory reason that was explained to the patient, or puts the decision off.</summary>
public sealed record DecideItem(Command Command, string Id, DecisionBody Body) : IRequest<Answer<CheckView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("code", Body.Code, 64);
        errors.Required("resultId", Body.ResultId, 100);
        Named.Check<PhysicianDecision>(errors, "decision", Body.Decision, required: true);
        errors.Optional("reasonCode", Body.ReasonCode, 50);
        errors.Optional("comment", Body.Comment, 1000);
    }
}

internal sealed class DecideItemHandler(RecognitionCases cases) : IRequestHandler<DecideItem, Answer<CheckView>>
{
    public Task<Answer<CheckView>> Handle(DecideItem request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        var decision = Named.Read<PhysicianDecision>(body.Decision)!.Value;
        var declines = decision == PhysicianDecision.Decline;
        var wish = new PhysicianWish(body.Code, body.ResultId, decision, declines ? body.ReasonCode : null, body.Comment, body.Explained == true);
        return cases.Act(command, id, state => RecognitionCheck.Decide(state, command.Caller, wish, cases.CatalogueOf(state), command.At), cancellationToken, wish.ReasonCode);
    }
}

internal static class DecideItemEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapPost("{id}/decisions", Post);

    private static async Task<IResult> Post(string id, DecisionBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DecideItem(http.Command(), id, body), cancellationToken)).ToResult(http);
}
