using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Recognition.Measuring;

/// <summary>How recognition performs: what was shown, opened, decided, repeated and saved, in total and by row.</summary>
public sealed record GetMeasures(Caller Caller, Language Language, MeasureFilter Filter) : IRequest<Answer<MeasuresView>>, IValidated
{
    public void Validate(FieldErrors errors) => Filter.Validate(errors);
}

internal sealed class GetMeasuresHandler(ProjectionEngine engine, RowNames names, TimeProvider time) : IRequestHandler<GetMeasures, Answer<MeasuresView>>
{
    public Task<Answer<MeasuresView>> Handle(GetMeasures request, CancellationToken cancellationToken) => Task.FromResult(View(request));

    private Answer<MeasuresView> View(GetMeasures request)
    {
        var now = time.GetUtcNow();
        if (engine.Health.Fresh(now) is not { } fresh) return Problem.FiguresStopped;   // asked before the figures are read: they are never older than it says
        if (MeasureQuery.For(request.Caller, request.Filter, now) is not { } query) return Problem.Forbidden;
        var total = new Dictionary<Measure, long>();
        var rows = new Dictionary<string, Dictionary<Measure, long>>();
        using var db = engine.OpenReader();
        using var command = query.Command(db, $"""
            SELECT CAST({query.Column} AS TEXT), m.measure, sum(m.n) FROM recognition_counts m JOIN recognition_cells c ON c.cell=m.cell WHERE {query.Where} GROUP BY 1, 2
            """);
        using var read = command.ExecuteReader();
        while (read.Read())
        {
            var (key, measure, n) = (read.GetString(0), (Measure)read.GetInt32(1), read.GetInt64(2));
            total[measure] = total.GetValueOrDefault(measure) + n;
            if (n == 0 || query.By == Dimension.None || query.By == Dimension.Reason && measure != Measure.Declined) continue;
            if (!rows.TryGetValue(key, out var row)) rows.Add(key, row = []);
            row[measure] = n;
        }
        var region = request.Caller.AreaCode ?? "";
        return Answer<MeasuresView>.Ok(new(fresh.AsOf, fresh.Seconds, Figures.Of(total), [.. Ordered(query.By, rows).Select(r => FigureRow.Of(
            query.By == Dimension.Month ? Months.Text(int.Parse(r.Key, CultureInfo.InvariantCulture)) : r.Key, names.Of(query.By, r.Key, region, now, request.Language), Figures.Of(r.Value)))]));
    }

    private static IEnumerable<KeyValuePair<string, Dictionary<Measure, long>>> Ordered(Dimension by, Dictionary<string, Dictionary<Measure, long>> rows) => by == Dimension.Month
        ? rows.OrderBy(r => r.Key, StringComparer.Ordinal)
        : rows.OrderByDescending(r => r.Value.GetValueOrDefault(Measure.Prompted) + r.Value.GetValueOrDefault(Measure.Declined)).ThenBy(r => r.Key, StringComparer.Ordinal);
}

internal static class GetMeasuresEndpoint
{
    private static readonly Text[] Head =
    [
        new("名称", "Name"), new("提示", "Prompted"), new("调阅", "Opened"), new("认可", "Accepted"), new("不予认可", "Declined"), new("暂缓", "Deferred"), new("撤销", "Revoked"),
        new("应认未认", "Repeated without decision"), new("复查结果相同", "Repeated with the same result"), new("已有结果数", "Results already there"), new("互认率(%)", "Recognition rate (%)"),
        new("调阅率(%)", "Open rate (%)"), new("直接节省(元)", "Saved directly (yuan)"), new("潜在节省(元)", "Saved potentially (yuan)"),
    ];

    public static void Map(RouteGroupBuilder measures) => measures.MapGet("", Get);

    private static async Task<IResult> Get([AsParameters] MeasureFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new GetMeasures(http.Caller(), http.Language(), filter), cancellationToken);
        if (!Csv.Wanted(http) || answer.Problem is not null) return answer.ToResult(http);
        var view = answer.Value;
        var language = http.Language();
        return Csv.File(
            Csv.Write(Head, [Line(FigureRow.Of("", language == Language.En ? "Total" : "合计", view.Total)), .. view.Rows.Select(Line)], language), "recognition.csv");
    }

    private static string[] Line(FigureRow r) =>
    [
        r.Name, N(r.Prompted), N(r.Opened), N(r.Accepted), N(r.Declined), N(r.Deferred), N(r.Revoked), N(r.Repeated), N(r.SameResult), N(r.HadResults),
        Csv.Number(r.RecognitionRate), Csv.Number(r.OpenRate), r.FeesSavedDirect.ToString("0.00", CultureInfo.InvariantCulture), r.FeesSavedPotential.ToString("0.00", CultureInfo.InvariantCulture),
    ];

    private static string N(long n) => n.ToString(CultureInfo.InvariantCulture);
}
