using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Examinations.Reading;

/// <summary>One version of what a result said.</summary>
/// <param name="Version">1 as it was reported, 2 after the first correction.</param>
/// <param name="Reason">Of the correction that brought it.</param>
public sealed record VersionView(int Version, DateTimeOffset At, string? By, string? InstitutionName, string? Reason, ResultContent Content);

/// <summary>Every version of a result, the newest first, for those who may read it; recorded as a read.</summary>
public sealed record GetVersions(Caller Caller, string Id) : IRequest<Answer<Page<VersionView>>>;

internal sealed class GetVersionsHandler(OpenResults results, IEventLog log, IDirectory directory, IAccountDirectory accounts) : IRequestHandler<GetVersions, Answer<Page<VersionView>>>
{
    public async Task<Answer<Page<VersionView>>> Handle(GetVersions request, CancellationToken cancellationToken)
    {
        if (await results.Open(request.Caller, request.Id, cancellationToken) is not { } opened) return Problem.NotFound;
        var versions = new List<VersionView>();
        await foreach (var append in log.ReadStream(new(Result.Category, request.Id), 0, cancellationToken))
            foreach (var stored in append.Events)
                if (Result.Aggregate.Format.Read(stored) switch
                {
                    ResultEvent.Reported e => (e.Result.Content, Reason: (string?)null),
                    ResultEvent.Corrected e => (e.Content, e.Reason),
                    _ => default,
                } is { Content: { } content } said)
                    versions.Insert(0, new(
                        versions.Count + 1, append.Context.At, (await accounts.Find(append.Context.Actor.Id, cancellationToken))?.DisplayName,
                        append.Context.Actor.InstitutionId is { } institution ? directory.Institution(institution)?.Name : null, said.Reason, content));
        return Answer<Page<VersionView>>.Ok(new(versions, null), opened.Version);
    }
}

internal static class GetVersionsEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapGet("{id}/versions", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetVersions(http.Caller(), id), cancellationToken)).ToResult(http);
}
