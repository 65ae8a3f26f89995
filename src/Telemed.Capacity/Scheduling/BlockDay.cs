using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Listing;
using Telemed.Contracts;

namespace Telemed.Capacity.Scheduling;

/// <summary>No clinic on a day (停诊). Slots that cases hold on it stay held; the answer lists them.</summary>
public sealed record BlockDay(Command By, string Id, string? Day, string? Reason) : IRequest<Answer<ScheduleView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Day("day", Day, required: true);
        errors.Required("reason", Reason, 100);
    }
}

internal sealed class BlockDayHandler(ScheduleWriter schedules) : IRequestHandler<BlockDay, Answer<ScheduleView>>
{
    public Task<Answer<ScheduleView>> Handle(BlockDay request, CancellationToken cancellationToken) => schedules.Change(
        request.By, request.Id,
        (state, _) => ScheduleRules.Block(state, Days.Read(request.Day)!.Value, request.Reason!.Trim(), ChinaTime.Day(request.By.At)), cancellationToken);
}

/// <summary>The clinic takes place after all.</summary>
public sealed record UnblockDay(Command By, string Id, string? Day) : IRequest<Answer<ScheduleView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Day("day", Day, required: true);
}

internal sealed class UnblockDayHandler(ScheduleWriter schedules) : IRequestHandler<UnblockDay, Answer<ScheduleView>>
{
    public Task<Answer<ScheduleView>> Handle(UnblockDay request, CancellationToken cancellationToken) => schedules.Change(
        request.By, request.Id, (state, _) => ScheduleRules.Unblock(state, Days.Read(request.Day)!.Value, ChinaTime.Day(request.By.At)), cancellationToken);
}

internal static class BlockDayEndpoints
{
    public sealed record Blocking(string? Day, string? Reason);
    public sealed record Unblocking(string? Day);

    public static void Map(RouteGroupBuilder schedules)
    {
        schedules.MapPost("{id}/actions/addBlock", Block);
        schedules.MapPost("{id}/actions/removeBlock", Unblock);
    }

    private static async Task<IResult> Block(string id, Blocking body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new BlockDay(http.Command(), id, body.Day, body.Reason), ct)).ToResult(http);

    private static async Task<IResult> Unblock(string id, Unblocking body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new UnblockDay(http.Command(), id, body.Day), ct)).ToResult(http);
}
