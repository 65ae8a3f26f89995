using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Capacity.Rostering;

/// <summary>What a removal leaves: the week's version.</summary>
public sealed record ShiftRemoval(string Id, long Version);

/// <summary>Takes a shift that has not begun off the roster.</summary>
public sealed record RemoveShift(Command By, string InstitutionId, string ShiftId) : IRequest<Answer<ShiftRemoval>>;

internal sealed class RemoveShiftHandler(RosterWriter rosters) : IRequestHandler<RemoveShift, Answer<ShiftRemoval>>
{
    public async Task<Answer<ShiftRemoval>> Handle(RemoveShift request, CancellationToken cancellationToken)
    {
        var (by, institution, id) = (request.By, request.InstitutionId, request.ShiftId);
        if (rosters.Stops(by.Caller, institution, by.At) is { } problem) return problem;
        if (RosterRules.WeekOf(id) is not { } monday) return Refusals.ToProblem(RosterRefusal.ShiftUnknown);
        return await rosters.Write(
            by, institution, monday, state => RosterRules.Remove(state, id, by.At), (_, version) => new ShiftRemoval(id, version), cancellationToken);
    }
}

internal static class RemoveShiftEndpoint
{
    public static void Map(RouteGroupBuilder roster) => roster.MapPost("shifts/{id}/actions/remove", Post);

    private static async Task<IResult> Post(string institutionId, string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new RemoveShift(http.Command(), institutionId, id), ct)).ToResult(http);
}
