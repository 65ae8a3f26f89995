using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Relaying;

/// <summary>A study on its way in from another platform.</summary>
/// <param name="Expected">Objects announced.</param>
/// <param name="Received">Of these, here.</param>
/// <param name="Complete">All are here.</param>
public sealed record ArrivalView(
    string StudyInstanceUid, string Peer, string SenderId, string ReceiverId, int Expected, int Received, long ExpectedBytes, long ReceivedBytes, bool Complete, DateTimeOffset StartedAt,
    DateTimeOffset LastAt, DateTimeOffset? CompletedAt);

internal static class ArrivalEndpoints
{
    private const int MostListed = 200;

    public static void Map(RouteGroupBuilder imaging)
    {
        imaging.MapGet("arrivals", List).WithSummary("Studies that other platforms send to or for the caller's institution").Produces<Page<ArrivalView>>();
        imaging.MapGet("studies/{study}/arrival", One).WithSummary("How much of a study has come").Produces<ArrivalView>();
    }

    private static IResult List(HttpContext http, Arrivals arrivals)
    {
        var caller = http.Caller();
        return caller.InstitutionId is { } own && StudyAccess.Owns(caller, own)
            ? Results.Ok(new Page<ArrivalView>([.. arrivals.List(own, MostListed).Select(View)], null)) : Problem.NotFound.ToResult(http);
    }

    private static async Task<IResult> One(string study, HttpContext http, Arrivals arrivals, IStudyAccess access) =>
        await access.MayRead(http.Caller(), study, http.RequestAborted) && arrivals.Of(study) is { } found ? Results.Ok(View(found)) : Problem.NotFound.ToResult(http);

    private static ArrivalView View(Arrival one) => new(one.Study, one.Peer, one.SenderId, one.ReceiverId, one.Expected, one.Received, one.ExpectedBytes, one.ReceivedBytes, one.IsComplete,
        one.StartedAt, one.LastAt, one.CompletedAt);
}
