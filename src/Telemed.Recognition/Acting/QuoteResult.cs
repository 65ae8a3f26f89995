using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Acting;

public sealed record QuoteBody(string? ResultId, string? Where);

/// <summary>An earlier result is cited in the record (引用), with or without being accepted.</summary>
public sealed record QuoteResult(Command Command, string Id, QuoteBody Body) : IRequest<Answer<CheckView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("resultId", Body.ResultId, 100);
        errors.Required("where", Body.Where, 100);
    }
}

internal sealed class QuoteResultHandler(RecognitionCases cases) : IRequestHandler<QuoteResult, Answer<CheckView>>
{
    public Task<Answer<CheckView>> Handle(QuoteResult request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, state => RecognitionCheck.Quote(state, command.Caller, body.ResultId, body.Where!.Trim(), command.At), cancellationToken);
    }
}

internal static class QuoteResultEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapPost("{id}/quotes", Post);

    private static async Task<IResult> Post(string id, QuoteBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new QuoteResult(http.Command(), id, body), cancellationToken)).ToResult(http);
}
