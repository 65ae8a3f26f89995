using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Items;

/// <summary>A standard item as clients see it.</summary>
/// <param name="Aliases">Other names by which hospitals call it.</param>
public sealed record ItemView(
    string Code, string System, string Name, ResultCategory Category, string? Modality, string? BodyPart, string? Laterality, string? Method, string? Specimen, string? Unit,
    string? InsuranceCode, IReadOnlyList<string> Aliases);

/// <summary>Standard items whose code or name holds a text.</summary>
public sealed record ListItems(string? Query, ResultCategory? Category, int? Limit, Language Language) : IRequest<Answer<Page<ItemView>>>, IValidated
{
    internal const int Most = 500;

    public void Validate(FieldErrors errors) => Paging.Limit(errors, Limit, Most);
}

internal sealed class ListItemsHandler(StandardItems items) : IRequestHandler<ListItems, Answer<Page<ItemView>>>
{
    public Task<Answer<Page<ItemView>>> Handle(ListItems request, CancellationToken cancellationToken)
    {
        var text = request.Query?.Trim() ?? "";
        var found = items.All.Where(i => request.Category is null || i.Category == request.Category)
            .Where(i => text.Length == 0 || Holds(i.Code, text) || items.Definition(i.Code)!.Names.Any(name => Holds(name, text)))
            .Take(request.Limit ?? ListItems.Most)
            .Select(i => new ItemView(
                i.Code, i.System, i.Name.In(request.Language), i.Category, i.Modality, i.BodyPart, i.Laterality, i.Method, i.Specimen, i.Unit, i.InsuranceCode,
                [.. items.Definition(i.Code)!.Names.Skip(2)]));
        return Task.FromResult(Answer<Page<ItemView>>.Ok(new([.. found], null)));
    }

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

internal static class ListItemsEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("recognition/items", Get);

    private static async Task<IResult> Get(string? q, string? category, int? limit, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListItems(q, Words<ResultCategory>.Read(category), limit, http.Language()), cancellationToken)).ToResult(http);
}
