using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Listing;
using Telemed.Contracts;

namespace Telemed.Capacity.Scheduling;

/// <summary>Ends a schedule after a day. Slots that cases hold behind it stay held; the answer lists them.</summary>
public sealed record EndSchedule(Command By, string Id, string? LastDay) : IRequest<Answer<ScheduleView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Day("lastDay", LastDay, required: true);
}

internal sealed class EndScheduleHandler(ScheduleWriter schedules) : IRequestHandler<EndSchedule, Answer<ScheduleView>>
{
    public Task<Answer<ScheduleView>> Handle(EndSchedule request, CancellationToken cancellationToken) => schedules.Change(
        request.By, request.Id, (state, others) => ScheduleRules.End(state, Days.Read(request.LastDay)!.Value, others, ChinaTime.Day(request.By.At)), cancellationToken);
}

internal static class EndScheduleEndpoint
{
    public sealed record Body(string? LastDay);

    public static void Map(RouteGroupBuilder schedules) => schedules.MapPost("{id}/actions/end", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new EndSchedule(http.Command(), id, body.LastDay), ct)).ToResult(http);
}
