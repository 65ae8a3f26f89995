using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Keeping;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Reading;

/// <summary>Results of a patient that the caller may read, newest first; recorded as a read.</summary>
public sealed record ListResults(Caller Caller, string? PatientId, string? Category, string? ItemCode, int? Limit, string? Cursor, Language Language, bool Values = false)
    : IRequest<Answer<Page<ResultItem>>>, IValidated
{
    internal static Paging<(long At, string Id)> List { get; } = new("results", 50, 500, parts =>
        parts is [var at, { Length: > 0 } id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? (ticks, id) : null);

    public void Validate(FieldErrors errors)
    {
        List.Check(errors, Limit, Cursor);
        errors.Required("patientId", PatientId, 100);
        if (!string.IsNullOrEmpty(Category) && Words<ResultCategory>.Read(Category) is null) errors.Unknown("category");
    }
}

internal sealed class ListResultsHandler(ResultTables tables, ResultDoors doors, ResultViews views, IAccessLog reads, TimeProvider time)
    : IRequestHandler<ListResults, Answer<Page<ResultItem>>>
{
    public async Task<Answer<Page<ResultItem>>> Handle(ListResults request, CancellationToken cancellationToken)
    {
        var (caller, patientId) = (request.Caller, request.PatientId!);
        var take = ListResults.List.Take(request.Limit);
        var (category, item) = (Words<ResultCategory>.Read(request.Category), string.IsNullOrEmpty(request.ItemCode) ? null : request.ItemCode);
        var door = doors.Of(caller, patientId);
        var found = new List<(ResultRow Row, (string Purpose, string? CaseId) Door)>();
        foreach (var row in tables.Rows(patientId, ListResults.List.After(request.Cursor)))
        {
            if ((category is not null && row.Kind.Category != category) || (item is not null && row.Kind.Standard != item)) continue;
            if (door(row.Id, row.Kind.InstitutionId) is not { } open) continue;
            found.Add((row, open));
            if (found.Count > take) break;
        }
        var page = found.Take(take).ToArray();
        foreach (var (purpose, caseId) in page.Select(f => f.Door).Distinct())
            await reads.Record(new(caller, patientId, "results", purpose, caseId, time.GetUtcNow()), cancellationToken);
        var items = new List<ResultItem>(page.Length);
        foreach (var (row, _) in page) items.Add(await Item(row, patientId, request, cancellationToken));
        return Answer<Page<ResultItem>>.Ok(new(
            items,
            found.Count > take ? ListResults.List.Cursor($"{page[^1].Row.PerformedAt.UtcTicks}|{page[^1].Row.Id}") : null));
    }

    /// <summary>Few rows have a critical value, and values are asked for on short lists only: both are read from the result's own facts.</summary>
    private async ValueTask<ResultItem> Item(ResultRow row, string patientId, ListResults request, CancellationToken cancellationToken)
    {
        var state = request.Values || row.Flags.HasFlag(ResultFlag.Critical) ? (await tables.Load(row.Id, cancellationToken))?.State : null;
        return views.Of(
            row, patientId, request.Language, await views.Of(state?.Critical, cancellationToken), request.Values ? [.. (state?.Report?.Content.Values ?? []).Select(ValueView.Of)] : null);
    }
}

internal static class ListResultsEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapGet("", Get);

    private static async Task<IResult> Get(
        string? patientId, string? category, string? itemCode, int? limit, string? cursor, bool? values, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListResults(http.Caller(), patientId, category, itemCode, limit, cursor, http.Language(), values == true), cancellationToken)).ToResult(http);
}
