using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Importing;

/// <summary>How an import stands.</summary>
/// <param name="State"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Rows">Records of the file that are done with.</param>
/// <param name="Taken">Results taken, those that were here before among them; a panel may have several records.</param>
/// <param name="Rate">Records a second while it worked.</param>
/// <param name="Error">Why nothing more comes of it.</param>
public sealed record ImportView(
    string Id, string State, bool Legacy, int Rows, int Taken, int RefusedCount, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, double? Rate, string? Error);

/// <summary>One row that was not taken.</summary>
/// <param name="Line">Line of the file, the header being 1.</param>
public sealed record RefusedView(int Line, string Field, string Code, string Message);

/// <summary>How an import of the own institution stands.</summary>
public sealed record GetImport(Caller Caller, string Id) : IRequest<Answer<ImportView>>;

/// <summary>Imports of the own institution, the newest first.</summary>
public sealed record ListImports(Caller Caller, int? Limit, string? Cursor) : IRequest<Answer<Page<ImportView>>>, IValidated
{
    internal static Paging<(DateTimeOffset StartedAt, string Id)> List { get; } = new("imports", 50, 200, parts =>
        parts is [var text, { Length: > 0 } id] && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? (at, id) : null);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

/// <summary>Rows of an import that were not taken, in the order of the file.</summary>
public sealed record ListRefused(Caller Caller, string Id, int? Limit, string? Cursor, Language Language) : IRequest<Answer<Page<RefusedView>>>, IValidated
{
    internal static Paging<long> List { get; } = new("refused", 100, 1000, parts =>
        parts is [var part] && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

internal sealed class GetImportHandler(ImportViews views) : IRequestHandler<GetImport, Answer<ImportView>>, IRequestHandler<ListImports, Answer<Page<ImportView>>>
{
    public Task<Answer<ImportView>> Handle(GetImport request, CancellationToken cancellationToken) => Task.FromResult(
        views.Find(request.Caller, request.Id) is { } row ? Answer<ImportView>.Ok(views.Of(row)) : Problem.NotFound);

    public Task<Answer<Page<ImportView>>> Handle(ListImports request, CancellationToken cancellationToken) => Task.FromResult(views.List(request));
}

internal sealed class ListRefusedHandler(ImportViews views, ImportFolder folder) : IRequestHandler<ListRefused, Answer<Page<RefusedView>>>
{
    public Task<Answer<Page<RefusedView>>> Handle(ListRefused request, CancellationToken cancellationToken)
    {
        if (views.Find(request.Caller, request.Id) is not { } row) return Task.FromResult(Answer<Page<RefusedView>>.From(Problem.NotFound));
        var from = ListRefused.List.After(request.Cursor) ?? 0;
        var (rows, next) = RefusedRows.Read(folder.RefusedOf(row.Id), from, row.Progress.RefusedLength, ListRefused.List.Take(request.Limit));
        return Task.FromResult(Answer<Page<RefusedView>>.Ok(new(
            [.. rows.Select(r => new RefusedView(r.Line, r.Field, r.Code, r.Text.In(request.Language)))], next is { } at ? ListRefused.List.Cursor($"{at}") : null)));
    }
}

/// <summary>Imports as staff of their institution see them: the step of the read model, or further where one runs here now.</summary>
internal sealed class ImportViews(ImportTables tables, ImportService service)
{
    /// <summary>Null when there is none of the caller's institution.</summary>
    public ImportRow? Find(Caller caller, string id) =>
        ResultWriter.InstitutionOf(caller) is { } institution && tables.Find(id) is { } row && row.InstitutionId == institution ? row : null;

    public Answer<Page<ImportView>> List(ListImports request)
    {
        if (ResultWriter.InstitutionOf(request.Caller) is not { } institution) return Problem.Forbidden;
        var take = ListImports.List.Take(request.Limit);
        var found = tables.Of(institution, ListImports.List.After(request.Cursor), take + 1);
        return Answer<Page<ImportView>>.Ok(new(
            [.. found.Take(take).Select(Of)], found.Count > take ? ListImports.List.Cursor($"{found[take - 1].StartedAt.UtcDateTime:O}|{found[take - 1].Id}") : null));
    }

    public ImportView Of(ImportRow row)
    {
        var now = row.EndedAt is null ? service.Progress(row.Id) ?? row.Progress : row.Progress;
        return new(
            row.Id, row.State, row.Legacy, now.Records, now.Results, now.Refused, row.StartedAt, row.EndedAt,
            now.Busy > TimeSpan.Zero ? Math.Round(now.Records / now.Busy.TotalSeconds, 1) : null, row.Failure);
    }
}

internal static class GetImportEndpoints
{
    public static void Map(RouteGroupBuilder imports)
    {
        imports.MapGet("", List);
        imports.MapGet("{id}", Get);
        imports.MapGet("{id}/refused", Refused);
    }

    private static async Task<IResult> List(int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListImports(http.Caller(), limit, cursor), cancellationToken)).ToResult(http);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetImport(http.Caller(), id), cancellationToken)).ToResult(http);

    private static async Task<IResult> Refused(string id, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListRefused(http.Caller(), id, limit, cursor, http.Language()), cancellationToken)).ToResult(http);
}
