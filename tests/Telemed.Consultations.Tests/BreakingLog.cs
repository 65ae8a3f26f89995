using Telemed.Kernel;
using Telemed.Storage.Sqlite;

namespace Telemed.Consultations.Tests;

/// <summary>A log whose disk goes away after so many appends: what was answered before is stored, what comes after is not.</summary>
internal sealed class BreakingLog(SqliteEventLog inner) : IEventLog, IAsyncDisposable
{
    /// <summary>Appends that still succeed.</summary>
    public int Left { get; set; } = int.MaxValue;

    public Task<AppendResult> Append(Append append, CancellationToken cancellationToken) =>
        Left-- > 0 ? inner.Append(append, cancellationToken) : throw new IOException("No disk.");

    public IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, CancellationToken cancellationToken) => inner.ReadStream(stream, afterVersion, cancellationToken);

    public IAsyncEnumerable<FeedPage> Follow(string? cursor, CancellationToken cancellationToken) => inner.Follow(cursor, cancellationToken);

    public Task<AuditResult> Verify(CancellationToken cancellationToken) => inner.Verify(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
