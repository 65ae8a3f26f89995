using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Acting;

public sealed record ViewBody(string? ResultId);

/// <summary>Opens an earlier result and its images to the ordering institution for as long as the check lives. Looking is a fact of its own and decides nothing.</summary>
public sealed record ViewResult(Command Command, string Id, ViewBody Body) : IRequest<Answer<CheckView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("resultId", Body.ResultId, 100);
}

internal sealed class ViewResultHandler(RecognitionCases cases, IAccessLog reads) : IRequestHandler<ViewResult, Answer<CheckView>>
{
    public async Task<Answer<CheckView>> Handle(ViewResult request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        var answer = await cases.Act(command, id, state => RecognitionCheck.View(state, command.Caller, body.ResultId, command.At), cancellationToken);
        if (answer is { Problem: null, Value.PatientId: { } patientId }) await reads.Record(new(command.Caller, patientId, "result", "treatment", id, command.At), cancellationToken);
        return answer;
    }
}

internal static class ViewResultEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapPost("{id}/views", Post);

    private static async Task<IResult> Post(string id, ViewBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ViewResult(http.Command(), id, body), cancellationToken)).ToResult(http);
}
