using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Capacity.Rostering;

/// <summary>A shift with other hours, other services or somebody else; one that has begun can only end at another time or change its line.</summary>
public sealed record ChangeShift(Command By, string InstitutionId, string ShiftId, ShiftBody Shift) : IRequest<Answer<ShiftView>>, IValidated
{
    public void Validate(FieldErrors errors) => Shift.Validate(errors, several: false);
}

internal sealed class ChangeShiftHandler(RosterWriter rosters, IDirectory directory) : IRequestHandler<ChangeShift, Answer<ShiftView>>
{
    public async Task<Answer<ShiftView>> Handle(ChangeShift request, CancellationToken cancellationToken)
    {
        var (by, institution) = (request.By, request.InstitutionId);
        if (rosters.Stops(by.Caller, institution, by.At) is { } problem) return problem;
        if (RosterRules.WeekOf(request.ShiftId) is not { } monday) return Refusals.ToProblem(RosterRefusal.ShiftUnknown);
        var shift = request.Shift.ToShift(request.ShiftId, Days.Read(request.Shift.Day)!.Value);
        var around = rosters.Around(institution, monday, by.At);
        return await rosters.Write(
            by, institution, monday, state => RosterRules.Change(state, shift, around, by.At),
            (state, version) => ShiftView.Of(state.Shift(shift.Id) ?? shift, version, directory, by.At), cancellationToken);
    }
}

internal static class ChangeShiftEndpoint
{
    public static void Map(RouteGroupBuilder roster) => roster.MapPost("shifts/{id}/actions/change", Post);

    private static async Task<IResult> Post(string institutionId, string id, ShiftBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ChangeShift(http.Command(), institutionId, id, body), ct)).ToResult(http);
}
