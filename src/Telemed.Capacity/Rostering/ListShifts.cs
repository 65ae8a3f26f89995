using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Listing;
using Telemed.Contracts;

namespace Telemed.Capacity.Rostering;

/// <summary>Shifts of an institution that begin from one local day to another, by start.</summary>
/// <param name="From">First day; the Monday of this week when left out.</param>
/// <param name="To">Last day, inclusive; six days after the first when left out.</param>
public sealed record ListShifts(Caller Caller, string InstitutionId, string? From, string? To, string? Service, int? Limit, string? Cursor) : IRequest<Answer<Page<ShiftView>>>, IValidated
{
    private const int MostDays = 62;

    internal static Paging<int> List { get; } = Paging.Counted("shifts", 500, 2000);

    public void Validate(FieldErrors errors)
    {
        List.Check(errors, Limit, Cursor);
        errors.Day("from", From, required: false);
        errors.Day("to", To, required: false);
        if (!string.IsNullOrEmpty(Service) && ListWaiting.ServiceOf(Service) is null) errors.Unknown("service");
        if (Days.Read(To) is not { } to) return;
        if (Days.Read(From) is not { } from) errors.Required("from", (object?)null);
        else if (to < from) errors.Add("to", "before-from", "结束日期早于开始日期", "Ends before it begins");
        else if (to.DayNumber - from.DayNumber >= MostDays) errors.Add("to", "too-long", $"最多查询 {MostDays} 天", $"At most {MostDays} days at once");
    }
}

internal sealed class ListShiftsHandler(RosterTables tables, RosterWriter rosters, IDirectory directory, TimeProvider time) : IRequestHandler<ListShifts, Answer<Page<ShiftView>>>
{
    private const int UsualDays = 7;

    public Task<Answer<Page<ShiftView>>> Handle(ListShifts request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (rosters.Stops(request.Caller, request.InstitutionId, RosterOperation.See, now) is { } problem) return Task.FromResult<Answer<Page<ShiftView>>>(problem);
        var from = Days.Read(request.From) ?? RosterRules.MondayOf(ChinaTime.Day(now));
        var to = Days.Read(request.To) ?? from.AddDays(UsualDays - 1);
        var service = ListWaiting.ServiceOf(request.Service);
        var found = tables.Beginning(request.InstitutionId, from, to).Where(s => service is not { } kind || s.Shift.Services.Contains(kind));
        return Task.FromResult(Answer<Page<ShiftView>>.Ok(
            ListShifts.List.Cut(found, request.Limit, request.Cursor, s => ShiftView.Of(s.Shift, s.Version, directory, now))));
    }
}

internal static class ListShiftsEndpoint
{
    public static void Map(RouteGroupBuilder roster) => roster.MapGet("shifts", Get);

    private static async Task<IResult> Get(
        string institutionId, string? from, string? to, string? service, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListShifts(http.Caller(), institutionId, from, to, service, limit, cursor), ct)).ToResult(http);
}
