using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Examinations.Mapping;

/// <summary>An institution's own code as the steward sees it.</summary>
/// <param name="N">Results that have it.</param>
public sealed record MappingView(
    string InstitutionId, string? InstitutionName, string System, string Code, string? Name, ResultCategory Category, long N, IReadOnlyList<SuggestionView> Suggestions,
    string? StandardCode, string? StandardName, string? By, DateTimeOffset? At);

/// <summary>Own codes of institutions, the most used first: those that wait for a steward, or those that are mapped.</summary>
public sealed record ListMappings(Caller Caller, string? InstitutionId, string? State, int? Limit, string? Cursor, Language Language)
    : IRequest<Answer<Page<MappingView>>>, IValidated
{
    internal static Paging<(long Count, long Kind)> List { get; } = new("mappings", 50, 200, parts =>
        parts is [var count, var kind] && long.TryParse(count, CultureInfo.InvariantCulture, out var n) && long.TryParse(kind, CultureInfo.InvariantCulture, out var k) ? (n, k) : null);

    public void Validate(FieldErrors errors)
    {
        List.Check(errors, Limit, Cursor);
        if (State is not (null or "" or "open" or "mapped")) errors.Unknown("state");
    }
}

internal sealed class ListMappingsHandler(MappingTables tables, MappingViews views, IDirectory directory) : IRequestHandler<ListMappings, Answer<Page<MappingView>>>
{
    public async Task<Answer<Page<MappingView>>> Handle(ListMappings request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        var institution = string.IsNullOrEmpty(request.InstitutionId) ? (caller.Is(Role.HealthAuthority) ? null : caller.InstitutionId) : request.InstitutionId;
        if (institution is null ? !caller.Is(Role.HealthAuthority) || caller.AreaCode is null : !Stewards.May(caller, institution, directory)) return Problem.Forbidden;
        var take = ListMappings.List.Take(request.Limit);
        bool? mapped = request.State switch { "open" => false, "mapped" => true, _ => null };
        var rows = tables.List(institution, mapped, ListMappings.List.After(request.Cursor)).Where(r => institution is not null || directory.Supervises(caller.AreaCode!, r.InstitutionId))
            .Take(take + 1).ToArray();
        var page = new List<MappingView>(take);
        foreach (var row in rows.Take(take)) page.Add(await views.Of(row, request.Language, cancellationToken));
        return Answer<Page<MappingView>>.Ok(new(
            page, rows.Length > take ? ListMappings.List.Cursor($"{rows[take - 1].Count}|{rows[take - 1].Kind}") : null));
    }
}

/// <summary>From what is kept to what the steward sees.</summary>
internal sealed class MappingViews(IStandardItems items, Suggestions suggestions, IDirectory directory, IAccountDirectory accounts)
{
    public async ValueTask<MappingView> Of(MappingRow row, Language language, CancellationToken cancellationToken) => new(
        row.InstitutionId, directory.Institution(row.InstitutionId)?.Name, row.System, row.Code, row.Name, row.Category, row.Count,
        row.Standard is null ? suggestions.For(row.Name, row.Code, row.Category, language) : [], row.Standard,
        row.Standard is { } code ? items.Find(code)?.Name.In(language) : null,
        row.By is { } by ? (await accounts.Find(by, cancellationToken))?.DisplayName : null, row.At);
}

internal static class ListMappingsEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapGet("mappings", Get);

    private static async Task<IResult> Get(
        string? institutionId, string? state, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListMappings(http.Caller(), institutionId, state, limit, cursor, http.Language()), cancellationToken)).ToResult(http);
}
