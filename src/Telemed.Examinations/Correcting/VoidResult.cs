using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Reading;

namespace Telemed.Examinations.Correcting;

public sealed record VoidBody(string? Reason);

/// <summary>The institution takes a result back; it stays to be seen with its reason and is offered to nobody.</summary>
public sealed record VoidResult(Command By, string Id, VoidBody Body, Language Language = Language.Zh) : IRequest<Answer<ResultView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("reason", Body.Reason, 500);
}

internal sealed class VoidResultHandler(ResultSteps steps) : IRequestHandler<VoidResult, Answer<ResultView>>
{
    public Task<Answer<ResultView>> Handle(VoidResult request, CancellationToken cancellationToken)
    {
        var by = request.By;
        return steps.Act(by, request.Id, (state, institution) => Result.Void(state, institution, request.Body.Reason!.Trim(), by.Caller.AccountId, by.At), request.Language, cancellationToken);
    }
}

internal static class VoidResultEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapPost("{id}/actions/void", Post);

    private static async Task<IResult> Post(string id, VoidBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new VoidResult(http.Command(), id, body, http.Language()), cancellationToken)).ToResult(http);
}
