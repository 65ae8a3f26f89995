using System.Net;
using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

/// <summary>The log in Cosmos DB as rows, each stream in its order. Stop the nodes first: the store has no moment that holds for all partitions.</summary>
public sealed class CosmosLogRows : IPortableLog
{
    private const int AtOnce = 32;
    private readonly CosmosStreams streams;
    private readonly CosmosClaims claims;
    private readonly CosmosFeed feed;

    /// <param name="database">Where it lies.</param>
    public CosmosLogRows(CosmosDatabase database)
    {
        var requests = new Requests(database.Meter);
        streams = new(database.Events, requests);
        claims = new(database.Claims, streams, requests);
        feed = new(database.Events, requests, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    /// <remarks>Always 0: rows have no order by which one could go on; a row that is there already is taken for granted.</remarks>
    public Task<long> Count(CancellationToken cancellationToken) => Task.FromResult(0L);

    /// <inheritdoc/>
    public async Task Read(long skip, Func<IReadOnlyList<LogRow>, Task> rows, Func<IReadOnlyList<HeldKey>, Task> keys, CancellationToken cancellationToken)
    {
        var ends = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var page in feed.Pages(cancellationToken))
        {
            var inOrder = new List<LogRow>(page.Count);
            foreach (var item in page)
            {
                var row = Row(item);
                if (ends.GetValueOrDefault(row.Stream) >= row.Version) continue;   // an item that was written again
                if (ends.GetValueOrDefault(row.Stream) != row.Version - 1) throw new InvalidDataException($"{row.Stream}@{row.Version} does not follow the append before it.");
                ends[row.Stream] = row.Version;
                inOrder.Add(row);
            }
            if (inOrder.Count > 0) await rows(inOrder);
        }
        await keys(await claims.All(cancellationToken));
    }

    /// <inheritdoc/>
    public async Task Write(IReadOnlyList<LogRow> rows, CancellationToken cancellationToken)
    {
        // streams at once, the appends of a stream one after the other
        await Parallel.ForEachAsync(rows.GroupBy(r => r.Stream), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (stream, stop) =>
        {
            foreach (var row in stream)
            {
                var append = AppendBody.Read(row.Body, row.Previous, row.Hash);
                var item = AppendItem.Write(new(append.Stream, row.Version - 1, append.Context, append.Events, [], []), "moved", row.Body, row.Previous, row.Hash);
                if (await streams.Create(append.Stream, item, stop) == HttpStatusCode.Created) continue;
                if (await streams.At(append.Stream, row.Version, stop) is not { } there || !there.Append.Hash.Span.SequenceEqual(row.Hash))
                    throw new InvalidDataException("The target holds another log.");
            }
        });
    }

    /// <inheritdoc/>
    public async Task WriteKeys(IReadOnlyList<HeldKey> keys, CancellationToken cancellationToken)
    {
        var wanted = keys.ToDictionary(k => k.Key, k => k.Stream);
        foreach (var held in await claims.All(cancellationToken))
            if (wanted.GetValueOrDefault(held.Key) != held.Stream) await claims.Remove(held, cancellationToken);
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (held, stop) => await claims.Put(held, stop));
    }

    private static LogRow Row(JsonElement item) => new(
        item.GetProperty("streamId").GetString()!, item.GetProperty("last").GetInt64(), AppendItem.Body(item),
        item.GetProperty("previous").GetBytesFromBase64(), item.GetProperty("hash").GetBytesFromBase64());
}
