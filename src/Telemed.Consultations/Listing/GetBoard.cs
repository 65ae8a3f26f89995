using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Consultations.Listing;

public sealed record LastHour(long Submitted, long Released);

public sealed record InstitutionFigures(string InstitutionId, string? Name, long Outgoing, long Incoming, long Open, long Breached);

public sealed record KindFigures(ServiceKind Kind, long Total, long Open);

public sealed record DayFigures(string Day, long Submitted, long Released);

public sealed record BoardView(
    DateTimeOffset AsOf, IReadOnlyDictionary<string, long> OpenByState, IReadOnlyDictionary<string, long> OpenByUrgency, IReadOnlyList<RowView> AtRisk,
    IReadOnlyList<RowView> Breached, LastHour LastHour, IReadOnlyList<InstitutionFigures> ByInstitution, IReadOnlyList<KindFigures> ByKind, IReadOnlyList<DayFigures> ByDay);

/// <summary>The live board of an area: a health authority's own, or everything for the platform's administrator.</summary>
public sealed record GetBoard(Caller Caller) : IRequest<Answer<BoardView>>;

internal sealed class GetBoardHandler(ProjectionEngine engine, CaseCounts counts, RowViews views, IDirectory directory, TimeProvider time)
    : IRequestHandler<GetBoard, Answer<BoardView>>
{
    private const int Rows = 20;
    private const int Days = 30;
    private static readonly TimeSpan Risk = TimeSpan.FromHours(1);

    public async Task<Answer<BoardView>> Handle(GetBoard request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        var area = caller.Is(Role.Administrator) ? "" : caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer) ? caller.AreaCode : null;
        if (area is not { Length: 0 or 2 or 4 or 6 }) return Problem.Forbidden;
        var now = time.GetUtcNow();
        var cells = counts.Of(CaseRow.Boxes.Area(area));
        var open = cells.Where(c => Status(c).Open()).ToArray();
        using var db = engine.OpenReader();
        return Answer<BoardView>.Ok(new(
            now,
            open.GroupBy(c => Names.Of(Status(c))).ToDictionary(g => g.Key, g => g.Sum(c => c.N)),
            open.GroupBy(c => Names.Of((Urgency)c.Rank)).ToDictionary(g => g.Key, g => g.Sum(c => c.N)),
            await views.Of(Watched(db, area, 0, now + Risk), caller, cancellationToken),
            await views.Of(Watched(db, area, 1, DateTimeOffset.MaxValue), caller, cancellationToken),
            new(Since(db, area, "submitted", now.AddHours(-1)), Since(db, area, "released", now.AddHours(-1))),
            Institutions(db, area),
            [.. cells.GroupBy(c => c.Kind).OrderBy(g => g.Key).Select(g => new KindFigures((ServiceKind)g.Key, g.Sum(c => c.N), g.Where(c => Status(c).Open()).Sum(c => c.N)))],
            ByDay(db, area)));
    }

    private static ConsultationStatus Status(CountCell cell) => (ConsultationStatus)cell.State;

    private static List<CaseRow> Watched(SqliteConnection db, string area, int breached, DateTimeOffset until)
    {
        var places = Listed(db, area).SelectMany(listed => Query(
            db, "SELECT due, id FROM consultation_watch WHERE area=@area AND breached=@breached AND due<=@until ORDER BY due, id LIMIT @limit",
            r => new Place(0, r.GetInt64(0), r.GetString(1)), ("@area", listed), ("@breached", breached), ("@until", until.UtcTicks), ("@limit", Rows)));
        return CaseRows.Of(db, places.Order().DistinctBy(p => p.Id).Take(Rows));
    }

    /// <summary>The area itself, or the cities in it: wider areas have no list of their own.</summary>
    private static List<long> Listed(SqliteConnection db, string area) => CaseAreas.Listed(area)
        ? [long.Parse(area, CultureInfo.InvariantCulture)]
        : Query(db, """
            WITH RECURSIVE cities (area) AS (
              SELECT min(area) FROM consultation_watch WHERE area>=@from
              UNION ALL SELECT (SELECT min(w.area) FROM consultation_watch w WHERE w.area>cities.area) FROM cities WHERE cities.area<@to)
            SELECT area FROM cities WHERE area<=@to
            """, r => r.GetInt64(0), ("@from", long.Parse(area.PadRight(4, '0'), CultureInfo.InvariantCulture)), ("@to", long.Parse(area.PadRight(4, '9'), CultureInfo.InvariantCulture)));

    private static long Since(SqliteConnection db, string area, string what, DateTimeOffset since) => Query(
        db, "SELECT count(*) FROM consultation_moments WHERE area=@area AND what=@what AND at>@since", r => r.GetInt64(0),
        ("@area", area), ("@what", what), ("@since", since.ToUniversalTime()))[0];

    private List<InstitutionFigures> Institutions(SqliteConnection db, string area) => Query(
        db, "SELECT id, outgoing, incoming, open, breached FROM consultation_institutions WHERE area>=@from AND area<@to ORDER BY open DESC, id LIMIT 200",
        r => new InstitutionFigures(r.GetString(0), directory.Institution(r.GetString(0))?.Name, r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)),
        ("@from", area), ("@to", area + "~"));

    private static List<DayFigures> ByDay(SqliteConnection db, string area)
    {
        var days = Query(db, "SELECT day, submitted, released FROM consultation_days WHERE area=@area ORDER BY day DESC LIMIT @limit",
            r => new DayFigures(r.GetString(0), r.GetInt64(1), r.GetInt64(2)), ("@area", area), ("@limit", Days));
        days.Reverse();
        return days;
    }

    private static List<T> Query<T>(SqliteConnection db, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(row(rows));
        return found;
    }
}

internal static class GetBoardEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/board", Get);

    private static async Task<IResult> Get(HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetBoard(http.Caller()), cancellationToken)).ToResult(http);
}
