using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Indicators.Counting;
using Telemed.Indicators.Defining;
using Telemed.Indicators.Reading;
using Telemed.ReadModel;

namespace Telemed.Indicators.Watching;

public sealed record OpenCases(
    long Total, IReadOnlyDictionary<string, long> ByStage, IReadOnlyDictionary<string, long> ByLane, IReadOnlyDictionary<string, Dictionary<string, long>> ByStageLane);

public sealed record OpenByCategory(OpenCases Referrals, OpenCases Consultations);

public sealed record WatchedClock(string Name, DateTimeOffset DueAt, DateTimeOffset? BreachedAt);

/// <summary>An open case with a clock that runs out soon or has run out.</summary>
public sealed record WatchedCase(string Category, string Id, string Number, string Lane, string State, string FromName, string ToName, WatchedClock Clock);

public sealed record LiveBoardView(
    DateTimeOffset AsOf, double AgeSeconds, OpenByCategory Open, IReadOnlyList<WatchedCase> AtRisk, IReadOnlyList<WatchedCase> Breached, long BreachedTotal,
    IReadOnlyDictionary<string, long> LastHour, IReadOnlyList<FlowView> Flows, IReadOnlyList<QualityView> Quality);

/// <summary>The present of an area, or of an institution: what is open, what is late, what happened in the last hour.</summary>
public sealed record GetLiveBoard(Caller Caller, Language Language) : IRequest<Answer<LiveBoardView>>;

internal sealed class GetLiveBoardHandler(
    ProjectionEngine engine, Book book, Dimensions dimensions, FlowReader flows, QualityReader quality, Freshness freshness, TimeProvider time)
    : IRequestHandler<GetLiveBoard, Answer<LiveBoardView>>
{
    private const int TopFlows = 20;
    private const int MostWatched = 50;

    /// <summary>Clocks looked at in search of those of one area.</summary>
    private const int MostLookedAt = 20_000;
    private static readonly TimeSpan Risk = TimeSpan.FromHours(1);

    public Task<Answer<LiveBoardView>> Handle(GetLiveBoard request, CancellationToken cancellationToken) => Task.FromResult(View(request));

    private Answer<LiveBoardView> View(GetLiveBoard request)
    {
        if (Scope.Of(request.Caller) is not { } scope) return Problem.Forbidden;
        var (age, problem) = freshness.Now();
        if (problem is not null) return problem;
        var now = time.GetUtcNow();
        using var db = engine.OpenReader();
        var open = Open(db, scope);
        var months = new Selection(scope, Months.Of(now.AddDays(-30)), Months.Of(now), Dimension.None, [], null) { Flow = (null, null) };
        return Answer<LiveBoardView>.Ok(new(
            age.AsOf, age.Seconds, new(Sum(open.Where(o => o.Cell.Category == "referral")), Sum(open.Where(o => o.Cell.Category == "consultation"))),
            Watched(db, scope, 0, (now + Risk).UtcTicks, "ORDER BY w.due"), Watched(db, scope, 1, long.MaxValue, "ORDER BY w.due DESC"),
            open.Where(o => o.Breached).Sum(o => o.N), LastHour(db, scope, now),
            flows.Of("up-referrals", months, age.AsOf, request.Language, TopFlows), quality.Of(scope, now, request.Language)));
    }

    private readonly record struct OpenRow(Cell Cell, Stage Stage, bool Breached, long N);

    private List<OpenRow> Open(SqliteConnection db, Scope scope)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT cell, stage, breached, n FROM indicator_open WHERE n > 0";
        using var rows = command.ExecuteReader();
        var found = new List<OpenRow>();
        while (rows.Read())
            if (book.Cell(rows.GetInt32(0)) is var cell && dimensions.Touches(scope, cell)) found.Add(new(cell, (Stage)rows.GetInt32(1), rows.GetInt32(2) != 0, rows.GetInt64(3)));
        return found;
    }

    private static OpenCases Sum(IEnumerable<OpenRow> open)
    {
        var rows = open.ToList();
        return new(
            rows.Sum(r => r.N),
            rows.GroupBy(r => Dimensions.Word(r.Stage)).ToDictionary(g => g.Key, g => g.Sum(r => r.N)),
            rows.GroupBy(r => Dimensions.Word(r.Cell.Lane)).ToDictionary(g => g.Key, g => g.Sum(r => r.N)),
            rows.GroupBy(r => Dimensions.Word(r.Stage)).ToDictionary(
                g => g.Key, g => g.GroupBy(r => Dimensions.Word(r.Cell.Lane)).ToDictionary(l => l.Key, l => l.Sum(r => r.N))));
    }

    private List<WatchedCase> Watched(SqliteConnection db, Scope scope, int breached, long until, string order)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"""
            SELECT t.seq, t.id, t.category, t.number, t.state, t.open, t.track FROM indicator_watch w JOIN indicator_tracks t ON t.seq=w.seq
            WHERE w.breached=@breached AND w.due<=@until {order} LIMIT @limit
            """;
        command.Parameters.AddWithValue("@breached", breached);
        command.Parameters.AddWithValue("@until", until);
        command.Parameters.AddWithValue("@limit", MostLookedAt);
        using var rows = command.ExecuteReader();
        var found = new List<WatchedCase>();
        while (found.Count < MostWatched && rows.Read())
        {
            var track = Drill.Tracks.Read(rows);
            if (track.Watched is not { } clock || book.Cell(track.Cell) is var cell && !dimensions.Touches(scope, cell)) continue;
            found.Add(new(
                track.Category, track.Id, track.Number, Dimensions.Word(cell.Lane), book.Word(track.State), dimensions.Institution(cell.FromId)?.Name ?? cell.FromId,
                dimensions.Institution(cell.ToId)?.Name ?? cell.ToId,
                new(book.Word(clock.Name), new(clock.Due, TimeSpan.Zero), clock.BreachedAt == 0 ? null : new DateTimeOffset(clock.BreachedAt, TimeSpan.Zero))));
        }
        return found;
    }

    private Dictionary<string, long> LastHour(SqliteConnection db, Scope scope, DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        using var command = db.CreateCommand();
        command.CommandText = "SELECT moment, cell, sum(n) FROM indicator_moments WHERE hour>=@hour AND minute>@since AND minute<=@now GROUP BY moment, cell";
        command.Parameters.AddWithValue("@hour", (minute - 60) / 60);
        command.Parameters.AddWithValue("@since", minute - 60);
        command.Parameters.AddWithValue("@now", minute);
        var found = LiveFigures.Moments.ToDictionary(m => m.Name, _ => 0L);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            if (dimensions.Touches(scope, book.Cell(rows.GetInt32(1)))) found[LiveFigures.Moments[rows.GetInt32(0)].Name] += rows.GetInt64(2);
        return found;
    }
}

internal static class LiveBoardEndpoint
{
    public static void Map(RouteGroupBuilder indicators) => indicators.MapGet("/board", Get);

    private static async Task<IResult> Get(HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetLiveBoard(http.Caller(), http.Language()), cancellationToken)).ToResult(http);
}
