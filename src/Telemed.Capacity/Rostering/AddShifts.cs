using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Capacity.Rostering;

/// <summary>Puts somebody on duty: one day, or the same hours on several days of a week; all of them or none.</summary>
public sealed record AddShifts(Command By, string InstitutionId, ShiftBody Shift) : IRequest<Answer<Page<ShiftView>>>, IValidated
{
    public void Validate(FieldErrors errors) => Shift.Validate(errors, several: true);
}

internal sealed class AddShiftsHandler(RosterWriter rosters, IDirectory directory) : IRequestHandler<AddShifts, Answer<Page<ShiftView>>>
{
    public async Task<Answer<Page<ShiftView>>> Handle(AddShifts request, CancellationToken cancellationToken)
    {
        var (by, institution) = (request.By, request.InstitutionId);
        if (rosters.Stops(by.Caller, institution, by.At) is { } problem) return problem;
        var days = request.Shift.AllDays();
        var monday = RosterRules.MondayOf(days[0]);
        Shift[] shifts = [.. days.Select(day => request.Shift.ToShift(RosterRules.ShiftId(monday, by.NewId($"shift-{day.DayNumber}")), day))];
        var ids = shifts.Select(s => s.Id).ToHashSet();
        var around = rosters.Around(institution, monday, by.At);
        return await rosters.Write(
            by, institution, monday, state => RosterRules.Add(state, institution, shifts, around, by.At),
            (state, version) => new Page<ShiftView>([.. state.Shifts.Where(s => ids.Contains(s.Id)).Select(s => ShiftView.Of(s, version, directory, by.At))], null),
            cancellationToken, $"/api/v1/rosters/{institution}/shifts");
    }
}

internal static class AddShiftsEndpoint
{
    public static void Map(RouteGroupBuilder roster) => roster.MapPost("shifts", Post);

    private static async Task<IResult> Post(string institutionId, ShiftBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new AddShifts(http.Command(), institutionId, body), ct)).ToResult(http);
}
