using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Informing;

public sealed record RequestInfoBody(string? Question);

/// <summary>The asked side wants to know more; its clocks stand still.</summary>
public sealed record RequestInfo(Command Command, string Id, RequestInfoBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("question", Body.Question, 2000);
}

internal sealed class RequestInfoHandler(ConsultationCases cases) : IRequestHandler<RequestInfo, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(RequestInfo request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Consultation.RequestInfo(state, command.Caller, body.Question, pack, command.At), cancellationToken);
    }
}

internal static class RequestInfoEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/requestInfo", Post);

    private static async Task<IResult> Post(
        string id, RequestInfoBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RequestInfo(http.Command(), id, body), cancellationToken)).ToResult(http);
}
