using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Answering;

/// <summary>The asked institution's office accepts the case.</summary>
public sealed record AcceptConsultation(Command Command, string Id) : IRequest<Answer<ConsultationView>>;

internal sealed class AcceptConsultationHandler(ConsultationCases cases) : IRequestHandler<AcceptConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(AcceptConsultation request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        return cases.Act(command, id, (state, pack) => Consultation.Accept(state, command.Caller, pack, command.At), cancellationToken);
    }
}

internal static class AcceptConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/accept", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AcceptConsultation(http.Command(), id), cancellationToken)).ToResult(http);
}
