using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Listing;
using Telemed.Contracts;

namespace Telemed.Capacity.Scheduling;

/// <summary>Other hours from a day on. Slots that cases hold stay held; the answer lists those that the new hours no longer offer.</summary>
public sealed record ChangeSchedule(Command By, string Id, PlanBody Plan) : IRequest<Answer<ScheduleView>>, IValidated
{
    public void Validate(FieldErrors errors) => Plan.Validate(errors);
}

internal sealed class ChangeScheduleHandler(ScheduleWriter schedules) : IRequestHandler<ChangeSchedule, Answer<ScheduleView>>
{
    public Task<Answer<ScheduleView>> Handle(ChangeSchedule request, CancellationToken cancellationToken) => schedules.Change(
        request.By, request.Id, (state, others) => ScheduleRules.Change(state, request.Plan.ToPlan(), others, ChinaTime.Day(request.By.At)), cancellationToken);
}

internal static class ChangeScheduleEndpoint
{
    public static void Map(RouteGroupBuilder schedules) => schedules.MapPost("{id}/actions/change", Post);

    private static async Task<IResult> Post(string id, PlanBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ChangeSchedule(http.Command(), id, body), ct)).ToResult(http);
}
