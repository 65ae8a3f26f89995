using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Keeping;
using Telemed.Contracts;

namespace Telemed.Capacity.Listing;

/// <summary>How a slot stands for the caller.</summary>
public enum SlotState
{
    /// <summary>Can be booked.</summary>
    Free,

    /// <summary>A case holds it.</summary>
    Held,

    /// <summary>Has begun, and nobody held it.</summary>
    Past,

    /// <summary>Kept for primary care until <see cref="SlotView.KeptUntil"/>.</summary>
    Reserved,
}

/// <summary>Which case holds something; told to its own institution alone.</summary>
public sealed record Holder(string CaseId);

/// <summary>A slot as clients see it.</summary>
/// <param name="Length">Minutes.</param>
/// <param name="KeptUntil">For primary care alone until then.</param>
/// <param name="Withdrawn">Held, and no longer offered by its schedule.</param>
public sealed record SlotView(
    string Id, DateTimeOffset Start, int Length, string Department, Named? Practitioner, SlotState State, Holder? HeldBy, DateTimeOffset? KeptUntil, bool? Withdrawn);

/// <summary>Slots of an institution by time, from one local day to another; those that cases hold are among them even where they were withdrawn.</summary>
/// <param name="From">First day; today when not given.</param>
/// <param name="To">Last day, inclusive; six days after the first when not given.</param>
/// <param name="Free">Only those the caller's institution could book.</param>
public sealed record ListSlots(Caller Caller, string? InstitutionId, string? Department, string? From, string? To, bool Free, int? Limit, string? Cursor)
    : IRequest<Answer<Page<SlotView>>>, IValidated
{
    internal static Paging<(string Start, string Id)> List { get; } = new("slots", 500, 2000, parts => parts is [{ Length: 12 } start, { Length: > 0 } id] ? (start, id) : null);

    public void Validate(FieldErrors errors)
    {
        List.Check(errors, Limit, Cursor);
        if (InstitutionId is null && Caller.InstitutionId is null) errors.Required("institutionId", (object?)null);
        errors.Day("from", From, required: false);
        errors.Day("to", To, required: false);
        if (Days.Read(To) < Days.Read(From)) errors.Add("to", "before-from", "结束日期早于开始日期", "Ends before it begins");
    }
}

internal sealed class ListSlotsHandler(CapacityTables tables, OpenCapacity capacity, IDirectory directory, TimeProvider time)
    : IRequestHandler<ListSlots, Answer<Page<SlotView>>>
{
    private const int UsualDays = 7;
    private const int MostDays = 62;

    public Task<Answer<Page<SlotView>>> Handle(ListSlots request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var from = Days.Read(request.From) ?? Earliest(ChinaTime.Day(now), Days.Read(request.To));
        var to = Days.Read(request.To) ?? from.AddDays(UsualDays - 1);
        if (to.DayNumber - from.DayNumber >= MostDays)
        {
            var errors = new FieldErrors();
            errors.Add("to", "too-long", $"最多查询 {MostDays} 天", $"At most {MostDays} days at once");
            return Task.FromResult(Answer<Page<SlotView>>.From(Problem.Invalid(errors.Found)));
        }
        var take = ListSlots.List.Take(request.Limit);
        var after = ListSlots.List.After(request.Cursor);
        var institution = request.InstitutionId ?? request.Caller.InstitutionId!;
        var found = Views(request, institution, from, to, now)
            .Where(s => after is not { } place || string.CompareOrdinal(StartOf(s) + s.Id, place.Start + place.Id) > 0)
            .Where(s => !request.Free || s.State == SlotState.Free).Take(take + 1).ToArray();
        return Task.FromResult(Answer<Page<SlotView>>.Ok(new([.. found.Take(take)], found.Length > take ? ListSlots.List.Cursor($"{StartOf(found[take - 1])}|{found[take - 1].Id}") : null)));
    }

    private IEnumerable<SlotView> Views(ListSlots request, string institution, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        var schedules = tables.Schedules(institution, ListSchedulesHandler.Named(request.Department)).ToDictionary(s => s.Id, s => s.State);
        if (schedules.Count == 0) yield break;
        var held = tables.HeldSlots(schedules.Keys, from, to);
        var (own, primary) = (request.Caller.InstitutionId == institution, request.Caller.InstitutionId is { } id && directory.Institution(id)?.IsPrimary == true);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var calendar = capacity.CalendarOf(institution, day);
            var offered = schedules.SelectMany(s => Slots.On(s.Key, s.Value, day, calendar)).ToDictionary(s => s.Key);
            var keys = offered.Keys.Union(held.Keys.Where(k => DateOnly.FromDateTime(k.Start) == day)).Select(k => (Key: k, Id: k.ToString()));
            foreach (var (key, text) in keys.OrderBy(k => k.Key.Start).ThenBy(k => k.Id, StringComparer.Ordinal))
            {
                var schedule = schedules[key.ScheduleId];
                Slot? slot = offered.TryGetValue(key, out var known) ? known : null;
                var holder = held.GetValueOrDefault(key);
                yield return new(
                    text, Slots.Moment(key.Start), (int)(slot?.Length.TotalMinutes ?? schedule.Plans[^1].SlotMinutes), schedule.Department,
                    schedule.PractitionerId is { } p ? new(p, directory.Practitioner(p)?.Name) : null, StateOf(slot, holder, primary, now),
                    own && holder is not null ? new(holder) : null, slot?.KeptUntil, slot is null ? true : null);
            }
        }
    }

    private static SlotState StateOf(Slot? slot, string? holder, bool primary, DateTimeOffset now) =>
        holder is not null ? SlotState.Held : slot!.Value.Refuses(primary, now) switch
        {
            null => SlotState.Free,
            CapacityRefusal.CapacityReserved => SlotState.Reserved,
            _ => SlotState.Past,
        };

    private static DateOnly Earliest(DateOnly today, DateOnly? to) => to < today ? to.Value : today;

    private static string StartOf(SlotView slot) => slot.Start.UtcDateTime.ToString("yyyyMMddHHmm", System.Globalization.CultureInfo.InvariantCulture);
}

internal static class ListSlotsEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("slots", Get);

    private static async Task<IResult> Get(
        string? institutionId, string? department, string? from, string? to, bool? free, int? limit, string? cursor, HttpContext http, IMediator mediator,
        CancellationToken ct) =>
        (await mediator.Send(new ListSlots(http.Caller(), institutionId, department, from, to, free == true, limit, cursor), ct)).ToResult(http);
}
