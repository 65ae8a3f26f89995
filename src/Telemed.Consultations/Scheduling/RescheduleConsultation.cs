using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Scheduling;

public sealed record RescheduleBody(DateTimeOffset? Start, DateTimeOffset? End, string? Room);

/// <summary>Another date; after a no-show the case is open again.</summary>
public sealed record RescheduleConsultation(Command Command, string Id, RescheduleBody Body)
    : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("start", Body.Start);
        errors.Required("end", Body.End);
        errors.Optional("room", Body.Room, 100);
    }
}

internal sealed class RescheduleConsultationHandler(ConsultationCases cases)
    : IRequestHandler<RescheduleConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(RescheduleConsultation request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Consultation.Reschedule(state, command.Caller, body.Start!.Value, body.End!.Value, body.Room, pack, command.At), cancellationToken);
    }
}

internal static class RescheduleConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/reschedule", Post);

    private static async Task<IResult> Post(
        string id, RescheduleBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RescheduleConsultation(http.Command(), id, body), cancellationToken)).ToResult(http);
}
