using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.ReadModel;

/// <summary>Feeds one SQLite file from the log and answers who asks for it: the read model of this node.</summary>
/// <remarks>The file can be deleted at any time while the program is stopped; the log makes it again.</remarks>
public sealed class ProjectionEngine : IAsyncDisposable
{
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMilliseconds(50);

    /// <summary>While nobody waits: a page that many appends change is written once for all of them.</summary>
    private static readonly TimeSpan LongestUnasked = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan AfterPassingFailure = TimeSpan.FromSeconds(1);

    private readonly IEventLog log;
    private readonly IReadOnlyList<IProjection> projections;
    private readonly TimeProvider time;
    private readonly ReadModelFile file;
    private readonly AppliedVersions applied;
    private readonly Revisions revisions = new();
    private readonly TopicListeners listeners = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private TaskCompletionSource caughtUp = NewSignal();
    private CancellationTokenSource? round;
    private bool rebuildAsked;
    private Task running = Task.CompletedTask;
    private DateTimeOffset newest;
    private long count;
    private bool atEnd;
    private volatile ReadModelFailure? failure;

    /// <param name="path">The SQLite file, such as <c>read.db</c>; its folder is made when missing.</param>
    /// <param name="log">Where the appends come from.</param>
    /// <param name="projections">In the order in which each append is handed to them; names are unique.</param>
    /// <param name="time">For the length of transactions and the lag.</param>
    public ProjectionEngine(string path, IEventLog log, IEnumerable<IProjection> projections, TimeProvider time)
    {
        this.log = log;
        this.time = time;
        this.projections = [.. projections];
        if (this.projections.Select(p => p.Name).Distinct().Count() != this.projections.Count)
            throw new ArgumentException("Two projections have one name.", nameof(projections));
        file = new(Path.GetFullPath(path), this.projections);
        applied = new(StoredVersion);
    }

    /// <summary>Ends when everything that was in the log at the start (or at the last rebuild) is applied.</summary>
    public Task CaughtUp
    {
        get { lock (gate) return caughtUp.Task; }
    }

    /// <summary>Whether <see cref="CaughtUp"/> has ended and nothing has failed since.</summary>
    public bool IsCaughtUp => failure is null && CaughtUp.IsCompletedSuccessfully;

    /// <summary>What it is doing, and how far behind.</summary>
    public ReadModelHealth Health
    {
        get
        {
            lock (gate)
            {
                var state = failure is { Passing: var passing } ? passing ? ReadModelState.Waiting : ReadModelState.Failed
                    : running.IsCompleted ? ReadModelState.Stopped
                    : caughtUp.Task.IsCompleted ? ReadModelState.Live : ReadModelState.CatchingUp;
                return new(state, atEnd || newest == default ? TimeSpan.Zero : time.GetUtcNow() - newest, count, failure);
            }
        }
    }

    /// <summary>Opens the file and starts to follow the log; readers may be opened from now on.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var writer = new ReadModelWriter(file.OpenWriter(), projections, applied, revisions, time, LongestTransaction, LongestUnasked);
        lock (gate) running = Task.Run(() => Run(writer), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Ends after the present transaction.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running.WaitAsync(cancellationToken);
        file.CloseReaders();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        stopping.Dispose();
    }

    /// <summary>Drops every table and applies the log from its beginning; ends when it has caught up. Also the way out of a failure.</summary>
    public async Task Rebuild(CancellationToken cancellationToken)
    {
        Task again;
        lock (gate)
        {
            caughtUp.TrySetCanceled(CancellationToken.None);
            again = (caughtUp = NewSignal()).Task;
            rebuildAsked = true;
            _ = round?.CancelAsync();
        }
        await again.WaitAsync(cancellationToken);
    }

    /// <summary>Ends when the stream is applied and committed up to the version, so that its writer reads what it wrote.</summary>
    /// <exception cref="ReadModelStoppedException">A projection has failed.</exception>
    public Task WaitFor(StreamId stream, long version, CancellationToken cancellationToken) => applied.WaitFor(stream, version, soon: true, cancellationToken);

    /// <summary>The same for bulk that only must not run too far ahead: nothing is committed earlier for its sake.</summary>
    /// <exception cref="ReadModelStoppedException">A projection has failed.</exception>
    public Task KeepUp(StreamId stream, long version, CancellationToken cancellationToken) => applied.WaitFor(stream, version, soon: false, cancellationToken);

    /// <summary>An open read-only connection from a pool; dispose it. Readers and the writer do not hold each other up.</summary>
    public SqliteConnection OpenReader() => file.OpenReader();

    /// <summary>A reading connection with statements kept, for questions on the hot path; dispose it.</summary>
    public ReadSession Read() => file.Read();

    /// <summary>Grows when a table whose projection says so (<see cref="Projecting.Changed"/>) has changed, and when all tables are new. Taken before the table is read;
    /// null while a change is being committed: what is read then is not to be remembered.</summary>
    public long? Revision(string table) => revisions.Of(table);

    /// <summary>Committed rings of all topics from this call on. <see cref="TopicEvent.Resync"/>: some were left out, watchers should replay.</summary>
    public IAsyncEnumerable<TopicEvent> Listen(CancellationToken cancellationToken) => listeners.Listen(cancellationToken);

    /// <summary>Tells the watchers of a topic that something outside the log has moved on: number 0, stored nowhere, of no other node's concern.</summary>
    public void Knock(string topic, string type) => listeners.Tell([new(topic, 0, type, time.GetUtcNow(), "{}")]);

    /// <summary>Sequence of the last committed ring of a topic; 0 when it never rang.</summary>
    public long LastSequence(string topic)
    {
        using var db = OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT coalesce(max(seq), 0) FROM topics WHERE topic=@topic";
        command.Parameters.AddWithValue("@topic", topic);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Rings of a topic behind a sequence number, oldest first.</summary>
    public IReadOnlyList<TopicEvent> Replay(string topic, long since, int limit)
    {
        using var db = OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT seq, type, at, data FROM topics WHERE topic=@topic AND seq>@since ORDER BY seq LIMIT @limit";
        command.Parameters.AddWithValue("@topic", topic);
        command.Parameters.AddWithValue("@since", since);
        command.Parameters.AddWithValue("@limit", limit);
        using var rows = command.ExecuteReader();
        var found = new List<TopicEvent>();
        while (rows.Read()) found.Add(new(topic, rows.GetInt64(0), rows.GetString(1), rows.GetDateTimeOffset(2), rows.GetString(3)));
        return found;
    }

    private async Task Run(ReadModelWriter writer)
    {
        using var closing = writer;
        while (!stopping.IsCancellationRequested)
        {
            var present = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            var rebuild = BeginRound(present);
            try
            {
                if (rebuild || !await SameLog(writer, present.Token)) Reset(writer);
                await Feed(writer, present.Token);
            }
            catch (OperationCanceledException) when (present.IsCancellationRequested)
            {
                // a rebuild, or the end
            }
            catch (Exception e) when (PassingFailures.Include(e))   // the same again may succeed; who waits goes on waiting
            {
                failure = Stopped(writer, e) with { Passing = true };
                if (rebuild) lock (gate) rebuildAsked = true;
                await Task.Delay(AfterPassingFailure, TimeProvider.System, present.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)   // a projection is at fault, or the file: the node says so and waits for a rebuild
            {
                Fail(writer, e);
                await Cancelled(present.Token);
            }
        }
        applied.Fail(new(null, [], null, 0, new OperationCanceledException()));
    }

    private bool BeginRound(CancellationTokenSource present)
    {
        lock (gate)
        {
            var rebuild = rebuildAsked;
            rebuildAsked = false;
            round = present;
            return rebuild;
        }
    }

    private async Task Feed(ReadModelWriter writer, CancellationToken cancellationToken)
    {
        writer.Resume();
        try
        {
            await foreach (var page in ReadAhead(writer, log.Follow(writer.Checkpoint().Cursor, cancellationToken)))
            {
                writer.Live = CaughtUp.IsCompleted;
                if (writer.Live) Follow(writer, page, cancellationToken);
                else writer.Gather(page, batch => Announce(batch, page, page.Appends.Count), cancellationToken);
                if (page.AtEnd) writer.Resumed();
                if (page is { AtEnd: true, Appends.Count: > 1 }) await Gather(cancellationToken);
            }
        }
        finally
        {
            writer.Abandon();
        }
    }

    private void Follow(ReadModelWriter writer, FeedPage page, CancellationToken cancellationToken)
    {
        var done = 0;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = page.Appends.Count == 0 ? Batch.Empty : writer.Apply(page, done);
            done += batch.Count;
            Announce(batch, page, done);
        }
        while (done < page.Appends.Count);
    }

    /// <summary>Reads the next page while one is applied, but at the end of the log, where there is none.</summary>
    private static async IAsyncEnumerable<FeedPage> ReadAhead(ReadModelWriter writer, IAsyncEnumerable<FeedPage> pages)
    {
        await using var feed = pages.GetAsyncEnumerator(CancellationToken.None);   // the feed has been given its own
        Task<bool>? reading = null;
        try
        {
            while (await (reading is null ? feed.MoveNextAsync() : new(reading)))
            {
                var page = feed.Current;
                reading = page.AtEnd ? null : Task.Run(Next, CancellationToken.None);
                yield return page;
            }
        }
        finally
        {
            if (reading is not null) await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<bool> Next()
        {
            if (!await feed.MoveNextAsync()) return false;
            writer.ReadAhead(feed.Current);
            return true;
        }
    }

    /// <summary>Under load a transaction for every few appends costs more than the appends; who wants to read their own write ends the wait.</summary>
    private async Task Gather(CancellationToken cancellationToken) =>
        await Task.WhenAny(applied.Asked, Task.Delay(LongestGathering, TimeProvider.System, cancellationToken));   // of the machine, not of the platform's day: it decides nothing

    private void Announce(Batch batch, FeedPage page, int done)
    {
        applied.Committed(batch.Versions);
        bool live, first = false;
        failure = null;   // one that passed
        lock (gate)
        {
            count += batch.Count;
            if (done > 0) newest = page.Appends[done - 1].Context.At;
            atEnd = page.AtEnd && done == page.Appends.Count;
            live = caughtUp.Task.IsCompleted;
            if (atEnd && !live) first = caughtUp.TrySetResult();
        }
        if (live) listeners.Tell(batch.Rings);
        else if (first) listeners.Tell([TopicEvent.Mark]);   // history is not rung; who listens since before asks for it
    }

    /// <summary>Whether the last applied append is in this log: another log, or one put back from a copy, has other appends.</summary>
    private async Task<bool> SameLog(ReadModelWriter writer, CancellationToken cancellationToken)
    {
        var (_, stream, version, hash) = writer.Checkpoint();
        if (stream is null) return true;
        await foreach (var append in log.ReadStream(stream.Value, version - 1, cancellationToken)) return append.Hash.Span.SequenceEqual(hash);
        return false;
    }

    private void Reset(ReadModelWriter writer)
    {
        file.Reset(writer.Connection);
        revisions.RaiseAll();
        writer.Forget();
        applied.Clear();
        lock (gate) (failure, atEnd) = (null, false);
    }

    private void Fail(ReadModelWriter writer, Exception cause)
    {
        var stopped = Stopped(writer, cause);
        failure = stopped;
        applied.Fail(stopped);
        listeners.Tell([TopicEvent.End]);
        lock (gate) caughtUp.TrySetException(new ReadModelStoppedException(stopped));
    }

    private static ReadModelFailure Stopped(ReadModelWriter writer, Exception cause)
    {
        var (projection, append) = writer.At;
        return new(projection, append is null ? [] : [.. append.Events.Select(e => e.Type).Distinct()], append?.Stream, append?.Version ?? 0, cause);
    }

    private long StoredVersion(StreamId stream)
    {
        using var db = OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT version FROM streams WHERE stream=@stream";
        command.Parameters.AddWithValue("@stream", stream.Value);
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static async Task Cancelled(CancellationToken cancellationToken)
    {
        var ended = NewSignal();
        await using var registration = cancellationToken.Register(() => ended.TrySetResult());
        await ended.Task;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
