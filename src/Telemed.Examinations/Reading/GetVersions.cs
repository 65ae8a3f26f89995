using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Keeping;
using Telemed.Kernel;

namespace Telemed.Examinations.Reading;

/// <summary>One version of what a result said.</summary>
/// <param name="Id">The result.</param>
/// <param name="Version">1 as it was reported, 2 after the first correction.</param>
/// <param name="Reason">Of the correction that brought it.</param>
public sealed record VersionView(
    string Id, int Version, DateTimeOffset At, string? By, string? Reason, string InstitutionId, string? InstitutionName, CodeView? Item, CodeView? Local, ResultCategory Category,
    DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ReportedAt, IReadOnlyList<ValueView> Values, ReportText? Report, string? StudyInstanceUid,
    string? Equipment, string? DeviceClass, string? Method, IReadOnlyList<Intervention> Interventions);

/// <summary>Every version of a result, the newest first, for those who may read it; recorded as a read.</summary>
public sealed record GetVersions(Caller Caller, string Id, Language Language = Language.Zh) : IRequest<Answer<Page<VersionView>>>;

internal sealed class GetVersionsHandler(OpenResults results, ResultTables tables, ResultViews views, IEventLog log, IDirectory directory, IAccountDirectory accounts)
    : IRequestHandler<GetVersions, Answer<Page<VersionView>>>
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
                    versions.Insert(0, View(
                        request, opened.State.Report!.InstitutionId, versions.Count + 1, append.Context.At, (await accounts.Find(append.Context.Actor.Id, cancellationToken))?.DisplayName,
                        said.Reason, content));
        return Answer<Page<VersionView>>.Ok(new(versions, null), opened.Version);
    }

    private VersionView View(GetVersions request, string institutionId, int number, DateTimeOffset at, string? by, string? reason, ResultContent content) => new(
        request.Id, number, at, by, reason, institutionId, directory.Institution(institutionId)?.Name, views.ItemOf(tables.StandardOf(institutionId, content.Item), request.Language),
        content.Item.IsStandard() ? null : new(content.Item.Code, content.Item.Name, content.Item.System), content.Category, content.PerformedAt, content.CollectedAt, content.ReportedAt,
        [.. content.Values.Select(ValueView.Of)], content.Report, content.StudyUid, content.Equipment, content.DeviceClass, content.Method, content.Interventions);
}

internal static class GetVersionsEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapGet("{id}/versions", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetVersions(http.Caller(), id, http.Language()), cancellationToken)).ToResult(http);
}
