using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Scheduling;

public sealed record ScheduleBody(DateTimeOffset? Start, DateTimeOffset? End, string? Room);

/// <summary>A date and, where there is one, a room.</summary>
public sealed record ScheduleConsultation(Command Command, string Id, ScheduleBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("start", Body.Start);
        errors.Required("end", Body.End);
        errors.Optional("room", Body.Room, 100);
    }
}

internal sealed class ScheduleConsultationHandler(ConsultationCases cases) : IRequestHandler<ScheduleConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(ScheduleConsultation request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Consultation.Schedule(state, command.Caller, body.Start!.Value, body.End!.Value, body.Room, command.At), cancellationToken);
    }
}

internal static class ScheduleConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/schedule", Post);

    private static async Task<IResult> Post(
        string id, ScheduleBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ScheduleConsultation(http.Command(), id, body), cancellationToken)).ToResult(http);
}
