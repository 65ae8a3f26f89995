using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Findings;

public sealed record AnswerBody(string? Text);

/// <summary>The institution says why a test was repeated.</summary>
public sealed record AnswerFinding(Command Command, string Id, AnswerBody Body, Language Language) : IRequest<Answer<FindingView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("text", Body.Text, 1000);
}

internal sealed class AnswerFindingHandler(ICaseOwner owner, FindingRows rows, FindingViews views) : IRequestHandler<AnswerFinding, Answer<FindingView>>
{
    public async Task<Answer<FindingView>> Handle(AnswerFinding request, CancellationToken cancellationToken)
    {
        var (command, id, body, language) = request;
        if (rows.Find(id) is not { } row || !row.SeenBy(command.Caller)) return Problem.NotFound;
        if (!row.Own(command.Caller)) return Problem.Forbidden;
        var (text, by) = (body.Text!.Trim(), command.Caller.AccountId);
        var outcome = await owner.Transact(
            FindingRules.Aggregate, id, command.SeenVersion, command.Context(), state => FindingRules.Answer(state, text, by, command.At), cancellationToken);
        var view = await views.Of(row with { Answer = text, AnsweredBy = by, AnsweredAt = command.At }, language, cancellationToken);
        return outcome.ToAnswer(new(FindingRules.Category, id), (_, _) => view);
    }
}

internal static class AnswerFindingEndpoint
{
    public static void Map(RouteGroupBuilder findings) => findings.MapPost("{id}/answer", Post);

    private static async Task<IResult> Post(string id, AnswerBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AnswerFinding(http.Command(), id, body, http.Language()), cancellationToken)).ToResult(http);
}
