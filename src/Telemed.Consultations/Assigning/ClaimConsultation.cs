using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Assigning;

/// <summary>A physician of the asked institution takes the case.</summary>
public sealed record ClaimConsultation(Command Command, string Id) : IRequest<Answer<ConsultationView>>;

internal sealed class ClaimConsultationHandler(ConsultationCases cases, IDirectory directory)
    : IRequestHandler<ClaimConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(ClaimConsultation request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        var self = command.Caller.PractitionerId is { } own ? directory.Practitioner(own) : null;
        return cases.Act(command, id, (state, pack) =>
            Consultation.Claim(state, command.Caller, self, pack, command.At), cancellationToken);
    }
}

internal static class ClaimConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/claim", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ClaimConsultation(http.Command(), id), cancellationToken)).ToResult(http);
}
