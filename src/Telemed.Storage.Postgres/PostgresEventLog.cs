using System.Globalization;
using System.Runtime.CompilerServices;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>The event log in one PostgreSQL database that any number of nodes may write at once.</summary>
/// <remarks>The position of an append is given out under a lock that is held until its commit, so positions become visible in their order
/// and no reader can skip one (ADR-0023).</remarks>
public sealed class PostgresEventLog : IEventLog, IAsyncDisposable
{
    private const int StreamPage = 256;
    private const int FeedPageLength = 512;

    private readonly PostgresDatabase database;
    private readonly LogReader reader;
    private readonly LogBell bell;
    private readonly LogWriter writer;
    private int disposed;

    /// <param name="database">Outlives the log.</param>
    public PostgresEventLog(PostgresDatabase database)
    {
        this.database = database;
        reader = new(database.Reading);
        bell = new(database.Own);
        writer = new(database.Own, bell.Ring);
    }

    /// <summary>Whether this node hears of the appends of others at once, or only by polling once a second.</summary>
    public bool Hears => bell.Hears;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No event, or over <see cref="AppendBody.MaxLength"/>.</exception>
    /// <exception cref="IOException">The database is away; its message says whether something may have been stored. Sending it again is safe.</exception>
    public Task<AppendResult> Append(Append append, CancellationToken cancellationToken) =>
        writer.Write(append, AppendBody.Write(append, append.ExpectedVersion + 1), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredAppend> ReadStream(
        StreamId stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(disposed != 0, this);
            var after = afterVersion;
            var page = await Faults.Outlast(() => reader.Stream(stream, after, StreamPage, cancellationToken), cancellationToken);
            foreach (var append in page.Appends) yield return append;
            if (page.AtEnd) yield break;
            afterVersion = page.Appends[^1].Version;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Outlasts every absence of the database: a follower waits, it does not fail.</remarks>
    public async IAsyncEnumerable<FeedPage> Follow(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = cursor is null ? 0 : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        var quiet = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(disposed != 0, this);
            var next = bell.Next;   // before the read: what is committed after it rings
            var page = await Patiently(position, cancellationToken);
            position = page.LastPosition;
            if (page.Appends.Count > 0 || !quiet) yield return new(page.Appends, position.ToString(CultureInfo.InvariantCulture), page.AtEnd);
            quiet = page.AtEnd;
            if (page.AtEnd) await LogBell.Wait(next, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<AuditResult> Verify(CancellationToken cancellationToken) => LogAudit.Run(database.Reading, cancellationToken);

    /// <summary>Writes what waits, answers it, and closes its connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await writer.DisposeAsync();
        await bell.DisposeAsync();
    }

    private async Task<LogPage> Patiently(long position, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await reader.All(position, FeedPageLength, cancellationToken);
            }
            catch (Exception e) when (Faults.Passing(e) && disposed == 0 && !cancellationToken.IsCancellationRequested)
            {
                await Faults.Wait(attempt, cancellationToken);
            }
        }
    }
}
