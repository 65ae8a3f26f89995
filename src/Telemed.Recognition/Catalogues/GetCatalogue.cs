using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Catalogues;

/// <summary>A version of a region's catalogue: of a number, of a day, or today's; the caller's own region's when none is named. Anyone may read the rules.</summary>
public sealed record GetCatalogue(Caller Caller, string? Region, DateOnly? On, int? Version) : IRequest<Answer<CatalogueView>>;

internal sealed class GetCatalogueHandler(CatalogueShelf shelf, IDirectory directory, IStandardItems items, TimeProvider time) : IRequestHandler<GetCatalogue, Answer<CatalogueView>>
{
    public Task<Answer<CatalogueView>> Handle(GetCatalogue request, CancellationToken cancellationToken)
    {
        var (caller, region, on, version) = request;
        var area = string.IsNullOrEmpty(region) ? (caller.InstitutionId is { } own ? directory.Institution(own)?.AreaCode : null) ?? caller.AreaCode ?? CatalogueFiles.DefaultRegion : region;
        var day = on is { } asked ? new DateTimeOffset(asked, new(12, 0), ChinaTime.UtcOffset) : time.GetUtcNow();
        var found = version is { } number ? shelf.Find(new(string.IsNullOrEmpty(region) ? shelf.For(area, day).Region : region, number)) : shelf.For(area, day);
        return Task.FromResult(found is null ? Problem.NotFound : Answer<CatalogueView>.Ok(CatalogueView.Of(found, items), found.Version));
    }
}

/// <summary>All versions of a region, newest first.</summary>
public sealed record ListVersions(Caller Caller, string? Region) : IRequest<Answer<Page<VersionView>>>;

internal sealed class ListVersionsHandler(CatalogueShelf shelf) : IRequestHandler<ListVersions, Answer<Page<VersionView>>>
{
    public Task<Answer<Page<VersionView>>> Handle(ListVersions request, CancellationToken cancellationToken) => Task.FromResult(Answer<Page<VersionView>>.Ok(new(
        [.. shelf.Versions(string.IsNullOrEmpty(request.Region) ? CatalogueFiles.DefaultRegion : request.Region).Reverse()
            .Select(c => new VersionView(c.Region, c.Version, c.EffectiveFrom, c.EffectiveTo, c.ApprovedBy, c.Source, c.Mode, c.Items.Count))], null)));
}

internal static class GetCatalogueEndpoints
{
    public static void Map(RouteGroupBuilder recognition)
    {
        recognition.MapGet("catalogue", Get);
        recognition.MapGet("catalogue/versions", Versions);
    }

    private static async Task<IResult> Get(string? region, DateOnly? on, int? version, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetCatalogue(http.Caller(), region, on, version), cancellationToken)).ToResult(http);

    private static async Task<IResult> Versions(string? region, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListVersions(http.Caller(), region), cancellationToken)).ToResult(http);
}
