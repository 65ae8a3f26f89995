using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Scheduling;

public sealed record MarkNoShowBody(string? Side);

/// <summary>One side did not appear.</summary>
public sealed record MarkNoShow(Command Command, string Id, MarkNoShowBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors) => RequestBody.Name<Side>(errors, "side", Body.Side, required: true);
}

internal sealed class MarkNoShowHandler(ConsultationCases cases) : IRequestHandler<MarkNoShow, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(MarkNoShow request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Consultation.MarkNoShow(state, command.Caller, RequestBody.Read<Side>(body.Side), command.At), cancellationToken);
    }
}

internal static class MarkNoShowEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/markNoShow", Post);

    private static async Task<IResult> Post(
        string id, MarkNoShowBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new MarkNoShow(http.Command(), id, body), cancellationToken)).ToResult(http);
}
