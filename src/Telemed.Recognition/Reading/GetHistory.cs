using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Reading;

/// <param name="Version">Of the append that brought it.</param>
/// <param name="Type">Stored event name without its prefix.</param>
public sealed record HistoryItem(long Version, DateTimeOffset At, string Type, string? ActorName, string? InstitutionName, string Text);

/// <summary>What happened to one check, oldest first, in plain words.</summary>
public sealed record GetHistory(Caller Caller, string Id, Language Language) : IRequest<Answer<Page<HistoryItem>>>;

internal sealed class GetHistoryHandler(RecognitionCases cases, IEventLog log, IAccountDirectory accounts, IDirectory directory, IStandardItems items)
    : IRequestHandler<GetHistory, Answer<Page<HistoryItem>>>
{
    public async Task<Answer<Page<HistoryItem>>> Handle(GetHistory request, CancellationToken cancellationToken)
    {
        var (caller, id, language) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var content = Access.Decide(caller, Relations.Of(found.State, caller, directory), Operation.ReadContent);
        var words = new HistoryWords(items, directory, cases.CatalogueOf(found.State).Reasons, found.State, content);
        var names = new Dictionary<string, string?>();
        var lines = new List<HistoryItem>();
        await foreach (var append in log.ReadStream(new(RecognitionCheck.Category, id), 0, cancellationToken))
        {
            var (actor, _, institution) = append.Context.Actor;
            if (!names.TryGetValue(actor, out var name)) names.Add(actor, name = (await accounts.Find(actor, cancellationToken))?.DisplayName);
            foreach (var stored in append.Events)
                lines.Add(new(
                    append.Version, append.Context.At, stored.Type[(stored.Type.IndexOf('.', StringComparison.Ordinal) + 1)..], name,
                    institution is null ? null : directory.Institution(institution)?.Name, words.Of(RecognitionCheck.Aggregate.Format.Read(stored)).In(language)));
        }
        return Answer<Page<HistoryItem>>.Ok(new(lines, null), found.Version);
    }
}

internal static class GetHistoryEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapGet("{id}/history", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetHistory(http.Caller(), id, http.Language()), cancellationToken)).ToResult(http);
}
