using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Acting;

/// <summary>The ordering side is done: what the check opened closes again.</summary>
public sealed record CloseCheck(Command Command, string Id) : IRequest<Answer<CheckView>>;

internal sealed class CloseCheckHandler(RecognitionCases cases) : IRequestHandler<CloseCheck, Answer<CheckView>>
{
    public Task<Answer<CheckView>> Handle(CloseCheck request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        return cases.Act(command, id, state => RecognitionCheck.Close(state, command.Caller, command.At), cancellationToken);
    }
}

internal static class CloseCheckEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapPost("{id}/close", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CloseCheck(http.Command(), id), cancellationToken)).ToResult(http);
}
