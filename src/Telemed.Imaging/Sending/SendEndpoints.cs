using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Sending.Destinations;

namespace Telemed.Imaging.Sending;

internal static class SendEndpoints
{
    private static readonly Paging<int> Sends = Paging.Counted("sends", 50, 200);

    public sealed record Body(
        string? Destination, string? StudyInstanceUid, SendPriority? Priority, IReadOnlyList<string>? SeriesInstanceUids, IReadOnlyList<string>? SopInstanceUids, bool? Again);

    public static void Map(RouteGroupBuilder imaging)
    {
        var sends = imaging.MapGroup("sends");
        sends.MapGet("", List).WithSummary("Sends of the caller's institution").Produces<Page<SendView>>();
        sends.MapGet("{id}", One).WithSummary("One send").Produces<SendView>();
        sends.MapPost("", Post).WithSummary("Have a study sent").Produces<SendView>(StatusCodes.Status201Created);
        foreach (var action in Enum.GetValues<SendAction>())
            sends.MapPost($"{{id}}/actions/{action.ToString().ToLowerInvariant()}", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Steer(id, action, http, mediator, ct))
                .WithSummary($"{action} a send").Produces<SendView>();
        imaging.MapGet("links", Links).WithSummary("Quality of the ways to the destinations over the last day").Produces<Page<LinkView>>();
    }

    private static IResult List(bool? open, int? limit, string? cursor, HttpContext http, SendStore store, SendViews views)
    {
        var caller = http.Caller();
        if (caller.InstitutionId is not { } own || !Opening.StudyAccess.Owns(caller, own)) return Problem.NotFound.ToResult(http);
        if (Sends.Refuses(limit, cursor) is { } refused) return refused.ToResult(http);
        var (rows, skip) = (Sends.Take(limit), Sends.After(cursor) ?? 0);
        var found = store.List(own, open is true, rows + 1, skip);
        return Results.Ok(new Page<SendView>(views.Of([.. found.Take(rows)]), found.Count > rows ? Sends.Cursor($"{skip + rows}") : null));
    }

    private static IResult One(string id, HttpContext http, SendStore store, SendViews views) =>
        store.Find(id) is { } send && SendViews.MaySee(http.Caller(), send) ? Results.Ok(views.Of(send)) : Problem.NotFound.ToResult(http);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new AskSend(http.Command(), body.Destination, body.StudyInstanceUid, body.Priority, body.SeriesInstanceUids, body.SopInstanceUids, body.Again ?? false), ct)).ToResult(http);

    private static async Task<IResult> Steer(string id, SendAction action, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new SteerSend(http.Command(), id, action), ct)).ToResult(http);

    private static IResult Links(HttpContext http, SendDestinations destinations, SendStore store, TimeProvider time)
    {
        var caller = http.Caller();
        if (!caller.Is(Role.Physician) && !caller.Is(Role.Office) && !caller.Is(Role.Administrator)) return Problem.NotFound.ToResult(http);
        var now = time.GetUtcNow();
        return Results.Ok(new Page<LinkView>([.. destinations.All.Select(one => View(one, store.Quality(one.Id, now)))], null));
    }

    private static LinkView View(SendDestination one, LinkQuality quality) => new(one.Id, one.Name, one.Kind, one.InstitutionId, quality.RttMs, quality.BytesPerSecond, quality.Bytes,
        quality.Successes, quality.Failures, quality.LastSuccessAt, quality.LastFailureAt, quality.Fault is { } code ? new(code, SendFault.Say(code).Zh, SendFault.Say(code).En) : null,
        quality.LastSuccessAt is null && quality.LastFailureAt is null ? LinkState.Unknown : quality.LastFailureAt > (quality.LastSuccessAt ?? DateTimeOffset.MinValue) ? LinkState.Down : LinkState.Up);
}

/// <summary>How a link did last.</summary>
public enum LinkState
{
    /// <summary>Nothing was sent in the last day.</summary>
    Unknown,

    /// <summary>The last try succeeded.</summary>
    Up,

    /// <summary>The last try failed.</summary>
    Down,
}

/// <summary>The way to a destination, over the last day.</summary>
/// <param name="RttMs">Mean time to be answered, milliseconds.</param>
/// <param name="BytesPerSecond">While something was sent.</param>
/// <param name="Successes">Transfers that ended well.</param>
public sealed record LinkView(
    string Destination, string Name, DestinationKind Kind, string? InstitutionId, double? RttMs, long? BytesPerSecond, long Bytes, long Successes, long Failures,
    DateTimeOffset? LastSuccessAt, DateTimeOffset? LastFailureAt, SendErrorView? LastError, LinkState State);
