using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Capacity.Rostering;

/// <summary>For which services somebody is on duty at this moment; never who.</summary>
/// <param name="MaySee">The caller may see the whole roster.</param>
/// <param name="MayKeep">The caller may change it.</param>
public sealed record CoverView(string InstitutionId, IReadOnlyList<ServiceKind> OnDuty, DateTimeOffset AsOf, bool MaySee, bool MayKeep);

/// <summary>What partners of an institution may know of its roster (值班中).</summary>
public sealed record GetCover(Caller Caller, string InstitutionId) : IRequest<Answer<CoverView>>;

internal sealed class GetCoverHandler(RosterTables tables, RosterWriter rosters, TimeProvider time) : IRequestHandler<GetCover, Answer<CoverView>>
{
    public Task<Answer<CoverView>> Handle(GetCover request, CancellationToken cancellationToken)
    {
        var (now, institution) = (time.GetUtcNow(), request.InstitutionId);
        return Task.FromResult(rosters.Stops(request.Caller, institution, RosterOperation.SeeCover, now) is { } problem
            ? problem
            : Answer<CoverView>.Ok(new(
                institution, [.. tables.OnDuty(institution, now).SelectMany(s => s.Services).Distinct().Order()], now,
                May(RosterOperation.See), May(RosterOperation.Keep))));

        bool May(RosterOperation operation) => rosters.Stops(request.Caller, institution, operation, now) is null;
    }
}

internal static class GetCoverEndpoint
{
    public static void Map(RouteGroupBuilder roster) => roster.MapGet("cover", Get);

    private static async Task<IResult> Get(string institutionId, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetCover(http.Caller(), institutionId), ct)).ToResult(http);
}
