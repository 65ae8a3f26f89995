using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Querying;

namespace Telemed.Imaging.Relaying;

/// <summary>A study on its way in from another platform.</summary>
/// <param name="Expected">Objects announced.</param>
/// <param name="Received">Of these, here.</param>
/// <param name="Complete">All are here.</param>
public sealed record ArrivalView(
    string StudyInstanceUid, string Peer, string SenderId, string ReceiverId, int Expected, int Received, long ExpectedBytes, long ReceivedBytes, bool Complete, DateTimeOffset StartedAt,
    DateTimeOffset LastAt, DateTimeOffset? CompletedAt, StudyLabel? Label = null);

internal static class ArrivalEndpoints
{
    private const int MostListed = 200;

    public static void Map(RouteGroupBuilder imaging)
    {
        imaging.MapGet("arrivals", List).WithSummary("Studies that other platforms send to or for the caller's institution").Produces<Page<ArrivalView>>();
        imaging.MapGet("studies/{study}/arrival", One).WithSummary("How much of a study has come").Produces<ArrivalView>();
    }

    private static IResult List(HttpContext http, Arrivals arrivals, StudyLabels labels)
    {
        var caller = http.Caller();
        if (caller.InstitutionId is not { } own || !StudyAccess.Owns(caller, own)) return Problem.NotFound.ToResult(http);
        var found = arrivals.List(own, MostListed);
        var names = labels.Of(found.Select(one => one.Study));
        return Results.Ok(new Page<ArrivalView>([.. found.Select(one => View(one) with { Label = names.GetValueOrDefault(one.Study) })], null));
    }

    private static async Task<IResult> One(string study, HttpContext http, Arrivals arrivals, IStudyAccess access) =>
        await access.MayRead(http.Caller(), study, http.RequestAborted) && arrivals.Of(study) is { } found ? Results.Ok(View(found)) : Problem.NotFound.ToResult(http);

    private static ArrivalView View(Arrival one) => new(one.Study, one.Peer, one.SenderId, one.ReceiverId, one.Expected, one.Received, one.ExpectedBytes, one.ReceivedBytes, one.IsComplete,
        one.StartedAt, one.LastAt, one.CompletedAt);
}
