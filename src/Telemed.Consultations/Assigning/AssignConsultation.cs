using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Assigning;

public sealed record AssignBody(IReadOnlyList<string>? PractitionerIds, string? Lead);

/// <summary>The office names who works on the case and who leads.</summary>
public sealed record AssignConsultation(Command Command, string Id, AssignBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (Body.PractitionerIds is not { Count: > 0 and <= 20 }) errors.Required("practitionerIds", (object?)null);
        errors.Required("lead", Body.Lead, 100);
    }
}

internal sealed class AssignConsultationHandler(ConsultationCases cases, IDirectory directory)
    : IRequestHandler<AssignConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(AssignConsultation request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        var found = body.PractitionerIds!.Distinct().Select(directory.Practitioner).OfType<Practitioner>().ToArray();
        return cases.Act(command, id, (state, pack) =>
            Consultation.Assign(state, command.Caller, body.PractitionerIds!, body.Lead, found, pack, command.At), cancellationToken);
    }
}

internal static class AssignConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/assign", Post);

    private static async Task<IResult> Post(
        string id, AssignBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AssignConsultation(http.Command(), id, body), cancellationToken)).ToResult(http);
}
