using System.Net;
using System.Runtime.CompilerServices;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

/// <summary>The event log in Cosmos DB: one item per append, partitioned by stream, a conflict is a duplicate number or command.</summary>
/// <remarks>Appends of one stream have an order, those of several have none but that in which a reader gets them (ADR-0024).</remarks>
public sealed class CosmosEventLog : IEventLog, IAsyncDisposable
{
    private const int CachedHeads = 100_000;

    private readonly CosmosDatabase database;
    private readonly CosmosStreams streams;
    private readonly CosmosClaims claims;
    private readonly CosmosFeed feed;
    private readonly Lock gate = new();
    private readonly RecentlyUsed<StreamId, Head> heads = new(CachedHeads);
    private int disposed;

    /// <param name="database">Outlives the log.</param>
    /// <param name="poll">How long a follower at the end waits before it asks again for appends of other nodes.</param>
    public CosmosEventLog(CosmosDatabase database, TimeSpan? poll = null)
    {
        this.database = database;
        var requests = new Requests(database.Meter);
        streams = new(database.Events, requests);
        claims = new(database.Claims, streams, requests);
        feed = new(database.Events, requests, poll ?? TimeSpan.FromMilliseconds(500));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No event, or over <see cref="AppendBody.MaxLength"/>.</exception>
    /// <exception cref="IOException">The service stayed away; something may have been stored, and sending it again is safe.</exception>
    public async Task<AppendResult> Append(Append append, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        var body = AppendBody.Write(append, append.ExpectedVersion + 1);
        var head = await HeadOf(append.Stream, cancellationToken);
        if (head.Version != append.ExpectedVersion) return await Earlier(append, cancellationToken) ?? await Stale(append.Stream, cancellationToken);
        var cid = Guid.CreateVersion7().ToString("N");
        var taken = new List<string>();
        foreach (var key in append.Claims)
        {
            if (await claims.Take(key, append.Stream, append.ExpectedVersion + 1, cid, cancellationToken) is not { } by)
            {
                taken.Add(key);
                continue;
            }
            await GiveBack(append.Stream, taken, cid);
            return await Earlier(append, cancellationToken) ?? new AppendResult.Taken(key, by);
        }
        return await Store(append, body, cid, head, taken, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        await foreach (var item in streams.After(stream, afterVersion, cancellationToken)) yield return item.Append;
    }

    /// <inheritdoc/>
    /// <remarks>The change feed may repeat itself: what this call has given it does not give again; a reader that starts again from a cursor
    /// leaves out versions it has.</remarks>
    public IAsyncEnumerable<FeedPage> Follow(string? cursor, CancellationToken cancellationToken) => feed.Follow(cursor, () => disposed != 0, cancellationToken);

    /// <inheritdoc/>
    public Task<AuditResult> Verify(CancellationToken cancellationToken) => feed.Verify(streams, cancellationToken);

    /// <summary>Ends followers.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0) feed.Ring();
        return ValueTask.CompletedTask;
    }

    private async Task<AppendResult> Store(Append append, byte[] body, string cid, Head head, List<string> taken, CancellationToken cancellationToken)
    {
        var hash = AppendBody.Hash(head.Hash, body);
        var item = AppendItem.Write(append, cid, body, head.Hash, hash);
        using var lease = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (taken.Count > 0) lease.CancelAfter(CosmosClaims.Lease / 2);   // later another may have taken the keys over
        var status = await streams.Create(append.Stream, item, lease.Token);
        if (status == HttpStatusCode.Created || await IsOwn(append, cid, cancellationToken))
        {
            Know(append.Stream, new(append.ExpectedVersion + 1, hash));
            foreach (var key in append.Releases.Except(append.Claims)) await claims.Release(key, append.Stream, cancellationToken);
            feed.Ring();
            var context = append.Context with { At = append.Context.At.ToUniversalTime() };
            return new AppendResult.Appended(new(append.Stream, append.ExpectedVersion + 1, context, append.Events, head.Hash, hash), Repeated: false);
        }
        Forget(append.Stream);
        await GiveBack(append.Stream, taken, cid);
        return await Earlier(append, cancellationToken) ?? await Stale(append.Stream, cancellationToken);
    }

    /// <summary>A conflict may be with what an attempt of this very call stored, whose answer was lost.</summary>
    private async Task<bool> IsOwn(Append append, string cid, CancellationToken cancellationToken) =>
        (await streams.At(append.Stream, append.ExpectedVersion + 1, cancellationToken))?.Cid == cid;

    private async Task<AppendResult?> Earlier(Append append, CancellationToken cancellationToken) =>
        await streams.ByCommand(append.Stream, append.Context.CommandId, cancellationToken) is { } item ? new AppendResult.Appended(item.Append, Repeated: true) : null;

    private async Task<AppendResult> Stale(StreamId stream, CancellationToken cancellationToken)
    {
        var head = await streams.Newest(stream, cancellationToken);
        Know(stream, head);
        return new AppendResult.Stale(head.Version);
    }

    private async Task GiveBack(StreamId stream, List<string> keys, string cid)
    {
        foreach (var key in keys) await claims.GiveBack(key, stream, cid, CancellationToken.None);
    }

    private async Task<Head> HeadOf(StreamId stream, CancellationToken cancellationToken)
    {
        lock (gate)
            if (heads.TryGet(stream, out var known)) return known;
        var head = await streams.Newest(stream, cancellationToken);
        Know(stream, head);
        return head;
    }

    /// <summary>What another node appended since is found by the conflict.</summary>
    private void Know(StreamId stream, Head head)
    {
        lock (gate)
            if (!heads.TryGet(stream, out var known) || known.Version < head.Version) heads.Set(stream, head);
    }

    private void Forget(StreamId stream)
    {
        lock (gate) heads.Remove(stream);
    }
}
