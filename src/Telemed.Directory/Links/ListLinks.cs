using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Directory.Links;

/// <summary>County hospitals with their links to tertiary-A hospitals: those that no link joins come first.</summary>
public sealed record ListLinks(Caller Caller, DateTimeOffset At, int? Limit, string? Cursor) : IRequest<Answer<Page<CountyLinksView>>>, IValidated
{
    internal static Paging<int> List { get; } = Paging.Counted("links", 100, 500);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

internal sealed class ListLinksHandler(LinkMap map) : IRequestHandler<ListLinks, Answer<Page<CountyLinksView>>>
{
    public Task<Answer<Page<CountyLinksView>>> Handle(ListLinks request, CancellationToken cancellationToken) => Task.FromResult(
        LinkScope.Of(request.Caller) is { } scope
            ? Answer<Page<CountyLinksView>>.Ok(ListLinks.List.Cut(map.Read(scope, ChinaTime.Day(request.At)), request.Limit, request.Cursor, county => county))
            : Problem.Forbidden);
}

internal static class LinkLists
{
    public static void Map(RouteGroupBuilder links) => links.MapGet("", List);

    private static async Task<IResult> List(int? limit, string? cursor, HttpContext http, TimeProvider clock, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListLinks(http.Caller(), clock.GetUtcNow(), limit, cursor), ct)).ToResult(http);
}
