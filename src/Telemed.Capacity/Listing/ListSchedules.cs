using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Keeping;
using Telemed.Contracts;

namespace Telemed.Capacity.Listing;

/// <summary>Schedules of an institution, the caller's own when none is named; ended ones only when asked for.</summary>
public sealed record ListSchedules(Caller Caller, string? InstitutionId, string? Department, bool Ended, int? Limit, string? Cursor) : IRequest<Answer<Page<ScheduleView>>>;

internal sealed class ListSchedulesHandler(CapacityTables tables, ScheduleViews views, TimeProvider time) : IRequestHandler<ListSchedules, Answer<Page<ScheduleView>>>
{
    private const int Usual = 50;
    private const int Most = 200;

    public Task<Answer<Page<ScheduleView>>> Handle(ListSchedules request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = ChinaTime.Day(now);
        var skip = int.TryParse(request.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
        var take = Math.Clamp(request.Limit ?? Usual, 1, Most);
        var found = (request.InstitutionId ?? request.Caller.InstitutionId) is not { } institution ? [] : tables.Schedules(institution, Named(request.Department))
            .Where(s => request.Ended || !(s.State.LastDay < today))
            .OrderBy(s => s.State.Department, StringComparer.Ordinal).ThenBy(s => s.State.Plans[^1].From).ThenBy(s => s.Id, StringComparer.Ordinal)
            .Skip(skip).Take(take + 1).ToArray();
        var next = found.Length > take ? (skip + take).ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult(Answer<Page<ScheduleView>>.Ok(new([.. found.Take(take).Select(s => views.Of(s.Id, s.State, s.Version, request.Caller, now))], next)));
    }

    internal static string? Named(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>One schedule.</summary>
public sealed record GetSchedule(Caller Caller, string Id) : IRequest<Answer<ScheduleView>>;

internal sealed class GetScheduleHandler(CapacityTables tables, ScheduleViews views, TimeProvider time) : IRequestHandler<GetSchedule, Answer<ScheduleView>>
{
    public Task<Answer<ScheduleView>> Handle(GetSchedule request, CancellationToken cancellationToken) => Task.FromResult(tables.Schedule(request.Id) is { } found
        ? Answer<ScheduleView>.Ok(views.Of(found.Id, found.State, found.Version, request.Caller, time.GetUtcNow()), found.Version)
        : Problem.NotFound);
}

internal static class ScheduleLists
{
    public static void Map(RouteGroupBuilder schedules)
    {
        schedules.MapGet("", List);
        schedules.MapGet("{id}", Get);
    }

    private static async Task<IResult> List(
        string? institutionId, string? department, bool? ended, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListSchedules(http.Caller(), institutionId, department, ended == true, limit, cursor), ct)).ToResult(http);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetSchedule(http.Caller(), id), ct)).ToResult(http);
}
