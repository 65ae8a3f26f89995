using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Recognition.Reading;

public sealed record ActionReason(string Code, string Text, bool CommentRequired, string? Source);

public sealed record ActionView(RecognitionAction Action, IReadOnlyList<string> Needs, IReadOnlyList<ActionReason> Reasons);

/// <summary>What this caller may do now: the same table that decides.</summary>
public sealed record GetActions(Caller Caller, string Id, Language Language) : IRequest<Answer<IReadOnlyList<ActionView>>>;

internal sealed class GetActionsHandler(RecognitionCases cases, TimeProvider time) : IRequestHandler<GetActions, Answer<IReadOnlyList<ActionView>>>
{
    public async Task<Answer<IReadOnlyList<ActionView>>> Handle(GetActions request, CancellationToken cancellationToken)
    {
        var (caller, id, language) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        ActionReason[] reasons = [.. cases.CatalogueOf(found.State).Reasons.Select(r => new ActionReason(r.Code, r.Text.In(language), r.NeedsComment, r.Statutory))];
        return Answer<IReadOnlyList<ActionView>>.Ok(
            [.. RecognitionTable.Allowed(found.State.AsOf(time.GetUtcNow()), caller).Select(t => new ActionView(t.Action, t.Needs, t.Action == RecognitionAction.Decide ? reasons : []))], found.Version);
    }
}

internal static class GetActionsEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapGet("{id}/actions", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetActions(http.Caller(), id, http.Language()), cancellationToken)).ToResult(http);
}
