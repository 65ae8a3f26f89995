using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Recognition.Measuring;

/// <param name="ReasonCode">Of a decline.</param>
public sealed record MeasuredCase(string CheckId, string Number, DateTimeOffset At, string ItemCode, string ItemName, string InstitutionId, string? InstitutionName, string Step, string? ReasonCode);

/// <summary>The checks behind one figure, newest first.</summary>
public sealed record ListMeasureCases(Caller Caller, Language Language, MeasureFilter Filter) : IRequest<Answer<Page<MeasuredCase>>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        Filter.Validate(errors);
        if (CasesOf.Find(Filter.Measure) is null) errors.Unknown("measure");
    }
}

internal sealed class ListMeasureCasesHandler(ProjectionEngine engine, RowNames names, IDirectory directory, TimeProvider time)
    : IRequestHandler<ListMeasureCases, Answer<Page<MeasuredCase>>>
{
    public Task<Answer<Page<MeasuredCase>>> Handle(ListMeasureCases request, CancellationToken cancellationToken)
    {
        if (MeasureQuery.For(request.Caller, request.Filter, time.GetUtcNow()) is not { } query) return Task.FromResult<Answer<Page<MeasuredCase>>>(Problem.Forbidden);
        var measure = CasesOf.Find(request.Filter.Measure)!.Value;
        query.And(measure == Measure.HadResults ? "m.measure=@measure AND m.scope=1" : "m.measure=@measure", "@measure", (int)(measure == Measure.HadResults ? Measure.Prompted : measure));
        if (MeasureFilter.List.After(request.Filter.Cursor) is { } after)
        {
            query.And("(m.at, m.check_id, m.item)<(@at, @check, @item)", "@at", after.At);
            query.And("1", "@check", after.Check);
            query.And("1", "@item", after.Item);
        }
        var limit = MeasureFilter.List.Take(request.Filter.Limit);
        using var db = engine.OpenReader();
        using var command = query.Command(db, $"""
            SELECT m.at, m.check_id, m.item, m.number, c.institution, c.reason FROM recognition_moments m JOIN recognition_cells c ON c.cell=m.cell
            WHERE {query.Where} ORDER BY m.at DESC, m.check_id DESC, m.item DESC LIMIT {limit + 1}
            """);
        using var read = command.ExecuteReader();
        var (found, cursors) = (new List<MeasuredCase>(), new List<string>());
        while (read.Read())
        {
            found.Add(Case(read, measure, request.Language));
            cursors.Add(MeasureFilter.List.Cursor($"{read.GetString(0)}|{read.GetString(1)}|{read.GetString(2)}"));
        }
        return Task.FromResult(Answer<Page<MeasuredCase>>.Ok(new([.. found.Take(limit)], found.Count > limit ? cursors[limit - 1] : null)));
    }

    private MeasuredCase Case(SqliteDataReader row, Measure measure, Language language)
    {
        var (item, institution, reason) = (row.GetString(2), row.GetString(4), row.GetString(5));
        return new(
            row.GetString(1), row.GetString(3), row.GetDateTimeOffset(0), item, names.Item(item, language), institution, directory.Institution(institution)?.Name, Named.Of(measure),
            reason.Length == 0 ? null : reason);
    }
}

/// <summary>Names of figures as the answers call them.</summary>
internal static class CasesOf
{
    public static Measure? Find(string? name) => name switch
    {
        "feesSavedDirect" => Measure.SavedDirect,
        "feesSavedPotential" => Measure.SavedPotential,
        "recognitionRate" => Measure.Accepted,
        "openRate" => Measure.Opened,
        _ => name is not null && Named.Known<Measure>(name) ? Named.Read<Measure>(name) : null,
    };
}

internal static class ListMeasureCasesEndpoint
{
    private static readonly Text[] Head = [new("序号", "No."), new("核对单号", "Check"), new("时间", "Time"), new("项目", "Item"), new("机构", "Institution"), new("理由", "Reason")];

    public static void Map(RouteGroupBuilder measures) => measures.MapGet("cases", Get);

    private static async Task<IResult> Get([AsParameters] MeasureFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new ListMeasureCases(http.Caller(), http.Language(), filter), cancellationToken);
        if (!Csv.Wanted(http) || answer.Problem is not null) return answer.ToResult(http);
        var lines = answer.Value.Items.Select((c, i) => new[]
        {
            (i + 1).ToString(CultureInfo.InvariantCulture), c.Number, c.At.ToOffset(ChinaTime.UtcOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), c.ItemName,
            c.InstitutionName ?? c.InstitutionId, c.ReasonCode ?? "",
        });
        return Csv.File(Csv.Write(Head, lines, http.Language()), "recognition-cases.csv");
    }
}
