using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Ending;

/// <summary>The asking side closes the case.</summary>
public sealed record CloseConsultation(Command Command, string Id) : IRequest<Answer<ConsultationView>>;

internal sealed class CloseConsultationHandler(ConsultationCases cases) : IRequestHandler<CloseConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(CloseConsultation request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        return cases.Act(command, id, (state, _) => Consultation.Close(state, command.Caller, command.At), cancellationToken);
    }
}

internal static class CloseConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/close", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CloseConsultation(http.Command(), id), cancellationToken)).ToResult(http);
}
