using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Keeping;
using Telemed.Contracts;

namespace Telemed.Capacity.Listing;

/// <summary>Schedules of an institution, the caller's own when none is named; ended ones only when asked for.</summary>
public sealed record ListSchedules(Caller Caller, string? InstitutionId, string? Department, bool Ended, int? Limit, string? Cursor) : IRequest<Answer<Page<ScheduleView>>>, IValidated
{
    internal static Paging<int> List { get; } = Paging.Counted("schedules", 50, 200);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

internal sealed class ListSchedulesHandler(CapacityTables tables, ScheduleViews views, TimeProvider time) : IRequestHandler<ListSchedules, Answer<Page<ScheduleView>>>
{
    public Task<Answer<Page<ScheduleView>>> Handle(ListSchedules request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = ChinaTime.Day(now);
        IEnumerable<Entry<ScheduleState>> found = (request.InstitutionId ?? request.Caller.InstitutionId) is not { } institution ? [] : tables.Schedules(institution, Named(request.Department))
            .Where(s => request.Ended || !(s.State.LastDay < today))
            .OrderBy(s => s.State.Department, StringComparer.Ordinal).ThenBy(s => s.State.Plans[^1].From).ThenBy(s => s.Id, StringComparer.Ordinal);
        return Task.FromResult(Answer<Page<ScheduleView>>.Ok(
            ListSchedules.List.Cut(found, request.Limit, request.Cursor, s => views.Of(s.Id, s.State, s.Version, request.Caller, now))));
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
