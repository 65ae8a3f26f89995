using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Listing;
using Telemed.Capacity.Rostering;
using Telemed.Contracts;

namespace Telemed.Capacity.Loading;

/// <summary>The duty that somebody has at this moment.</summary>
public sealed record DutyView(IReadOnlyList<ServiceKind> Services, DutyLine Line, DateTimeOffset Until);

/// <summary>Open cases by urgency.</summary>
public sealed record UrgencyFigures(int Emergency, int Urgent, int Routine);

/// <summary>The load of one reader.</summary>
/// <param name="Duty">Null when off duty.</param>
/// <param name="Open">Assigned, and not signed by this reader yet.</param>
/// <param name="OldestSince">Assignment of the case that waits longest.</param>
/// <param name="AtRisk">Open cases whose clock runs out within the hour.</param>
/// <param name="Breached">Open cases with a clock that has run out.</param>
/// <param name="SignedToday">Opinions signed on this day in China.</param>
/// <param name="MedianMinutes">Assignment to signature, of those signed today; null without any.</param>
public sealed record ReaderView(
    string PractitionerId, string? Name, Title? Title, string? Department, DutyView? Duty, int Open, UrgencyFigures ByUrgency, DateTimeOffset? OldestSince, int AtRisk, int Breached,
    int SignedToday, double? MedianMinutes);

/// <summary>The readers of an institution: those on duty today, with open cases, or who signed something today. On duty first, then whoever has the least open.</summary>
/// <param name="Service">Only duty for this service counts as duty.</param>
public sealed record ListLoad(Caller Caller, string InstitutionId, string? Service, int? Limit, string? Cursor) : IRequest<Answer<Page<ReaderView>>>, IValidated
{
    internal static Paging<int> List { get; } = Paging.Counted("load", 100, 500);

    public void Validate(FieldErrors errors)
    {
        List.Check(errors, Limit, Cursor);
        if (!string.IsNullOrEmpty(Service) && ListWaiting.ServiceOf(Service) is null) errors.Unknown("service");
    }
}

internal sealed class ListLoadHandler(RosterTables rosters, ReaderTables readers, RosterWriter gate, IDirectory directory, TimeProvider time)
    : IRequestHandler<ListLoad, Answer<Page<ReaderView>>>
{
    public Task<Answer<Page<ReaderView>>> Handle(ListLoad request, CancellationToken cancellationToken)
    {
        var (now, institution) = (time.GetUtcNow(), request.InstitutionId);
        if (gate.Stops(request.Caller, institution, RosterOperation.See, now) is { } problem) return Task.FromResult<Answer<Page<ReaderView>>>(problem);
        var today = ChinaTime.Day(now);
        var loads = readers.Of(institution, now);
        var shifts = rosters.Touching(institution, Slots.Moment(today.ToDateTime(default)), Slots.Moment(today.AddDays(1).ToDateTime(default))).Select(s => s.Shift)
            .ToLookup(s => s.PractitionerId, StringComparer.Ordinal);
        var service = ListWaiting.ServiceOf(request.Service);
        var views = shifts.Select(s => s.Key).Union(loads.Keys)
            .Select(id => View(id, shifts[id].FirstOrDefault(s => s.Covers(now) && (service is not { } kind || s.Services.Contains(kind))), loads.GetValueOrDefault(id, Load.None)))
            .OrderBy(v => v.Duty is { } duty ? (int)duty.Line : int.MaxValue).ThenBy(v => v.Open).ThenBy(v => v.Name, StringComparer.Ordinal).ThenBy(v => v.PractitionerId, StringComparer.Ordinal);
        return Task.FromResult(Answer<Page<ReaderView>>.Ok(ListLoad.List.Cut(views, request.Limit, request.Cursor, v => v)));
    }

    private ReaderView View(string id, Shift? duty, Load load)
    {
        var who = directory.Practitioner(id);
        return new(
            id, who?.Name, who?.Title, who?.Department, duty is null ? null : new(duty.Services, duty.Line, duty.End), load.Open,
            new(load.ByUrgency[(int)Urgency.Emergency], load.ByUrgency[(int)Urgency.Urgent], load.ByUrgency[(int)Urgency.Routine]), load.OldestSince, load.AtRisk, load.Breached,
            load.Seconds.Count, load.MedianMinutes);
    }
}

internal static class ListLoadEndpoint
{
    public static void Map(RouteGroupBuilder roster) => roster.MapGet("load", Get);

    private static async Task<IResult> Get(string institutionId, string? service, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListLoad(http.Caller(), institutionId, service, limit, cursor), ct)).ToResult(http);
}
