using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Correcting;
using Telemed.Examinations.Reading;

namespace Telemed.Examinations.Critical;

public sealed record ConfirmBody(string? Handling);

/// <summary>Somebody has taken note of a critical value and says what was done (危急值处置).</summary>
public sealed record ConfirmCritical(Command By, string Id, ConfirmBody Body, Language Language = Language.Zh) : IRequest<Answer<ResultView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("handling", Body.Handling, 1000);
}

internal sealed class ConfirmCriticalHandler(ResultSteps steps) : IRequestHandler<ConfirmCritical, Answer<ResultView>>
{
    public Task<Answer<ResultView>> Handle(ConfirmCritical request, CancellationToken cancellationToken)
    {
        var by = request.By;
        return steps.Act(
            by, request.Id, (state, institution) => Result.ConfirmCritical(state, institution, request.Body.Handling!.Trim(), by.Caller.AccountId, by.At), request.Language, cancellationToken);
    }
}

internal static class ConfirmCriticalEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapPost("{id}/actions/confirmCritical", Post);

    private static async Task<IResult> Post(string id, ConfirmBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ConfirmCritical(http.Command(), id, body, http.Language()), cancellationToken)).ToResult(http);
}
