using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

/// <summary>The change feed as a log: each node reads every range for itself, and its cursor holds a continuation per range.</summary>
internal sealed class CosmosFeed(Container events, Requests requests, TimeSpan poll)
{
    private const int PageLength = 256;
    private const int RememberedStreams = 100_000;
    private static readonly ChangeFeedRequestOptions PageSize = new() { PageSizeHint = PageLength };
    private TaskCompletionSource news = NewSignal();

    /// <summary>A feed range and how far it was read; null: not at all.</summary>
    private sealed record Place(string Range, string? Token);

    public void Ring() => Interlocked.Exchange(ref news, NewSignal()).TrySetResult();

    public async IAsyncEnumerable<FeedPage> Follow(string? cursor, Func<bool> closed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = cursor is null ? await Beginning(cancellationToken) : JsonSerializer.Deserialize<List<Place>>(cursor)!;
        var given = new RecentlyUsed<string, long>(RememberedStreams);
        var quiet = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(closed(), typeof(CosmosEventLog));
            var bell = Volatile.Read(ref news).Task;   // before the read: what is appended here after it rings
            var ended = 0;
            for (var i = 0; i < places.Count; i++)
            {
                var (documents, token) = await Read(places[i], cancellationToken);
                places[i] = places[i] with { Token = token };
                if (documents.Count == 0)
                {
                    ended++;
                    continue;
                }
                var appends = documents.Select(AppendItem.Read).Select(item => item.Append).Where(append => IsNew(given, append)).ToList();
                if (appends.Count > 0) yield return new(appends, JsonSerializer.Serialize(places), AtEnd: false);
                quiet = false;
            }
            if (ended < places.Count) continue;
            if (!quiet) yield return new([], JsonSerializer.Serialize(places), AtEnd: true);
            quiet = true;
            await bell.WaitAsync(poll, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Every item from the beginning. An item that was written again appears late in the feed: its stream is read once more in its order.</summary>
    public async Task<AuditResult> Verify(CosmosStreams streams, CancellationToken cancellationToken)
    {
        var chain = new ChainAudit(interleaved: true);
        var suspects = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var page in Pages(cancellationToken))
            foreach (var item in page)
                if (Take(chain, item) is null) suspects.Add(item.GetProperty("streamId").GetString()!);
        string? broken = null;
        foreach (var stream in suspects)
        {
            var again = new ChainAudit();
            foreach (var item in await streams.Items(stream, 0, cancellationToken)) Take(again, item);
            broken ??= again.FirstBroken;
        }
        return chain.Result with { FirstBroken = broken };
    }

    /// <summary>Every item that is there now, range by range.</summary>
    public async IAsyncEnumerable<List<JsonElement>> Pages([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var range in await Beginning(cancellationToken))
        {
            var place = range;
            while (true)
            {
                var (documents, token) = await Read(place, cancellationToken);
                if (documents.Count == 0) break;
                place = place with { Token = token };
                yield return documents;
            }
        }
    }

    private static StoredAppend? Take(ChainAudit chain, JsonElement item) => chain.Take(
        item.GetProperty("streamId").GetString()!, item.GetProperty("last").GetInt64(), AppendItem.Body(item),
        item.GetProperty("previous").GetBytesFromBase64(), item.GetProperty("hash").GetBytesFromBase64());

    private static bool IsNew(RecentlyUsed<string, long> given, StoredAppend append)
    {
        if (given.TryGet(append.Stream.Value, out var last) && append.Version <= last) return false;
        given.Set(append.Stream.Value, append.Version);
        return true;
    }

    private async Task<List<Place>> Beginning(CancellationToken cancellationToken) =>
        [.. (await events.GetFeedRangesAsync(cancellationToken)).Select(range => new Place(range.ToJsonString(), null))];

    private async Task<(List<JsonElement> Documents, string Token)> Read(Place place, CancellationToken cancellationToken)
    {
        using var answer = await requests.Send("feed", async () =>
        {
            var from = place.Token is null ? ChangeFeedStartFrom.Beginning(FeedRange.FromJsonString(place.Range)) : ChangeFeedStartFrom.ContinuationToken(place.Token);
            using var pages = events.GetChangeFeedStreamIterator(from, ChangeFeedMode.LatestVersion, PageSize);
            return await pages.ReadNextAsync(cancellationToken);
        }, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotModified) return ([], answer.ContinuationToken);
        answer.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancellationToken);
        return ([.. body.RootElement.GetProperty("Documents").EnumerateArray().Select(d => d.Clone())], answer.ContinuationToken);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
