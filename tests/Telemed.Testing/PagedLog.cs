using System.Runtime.CompilerServices;
using Telemed.Kernel;

namespace Telemed.Testing;

/// <summary>A log that gives its history in short pages, as a long one does.</summary>
/// <param name="inner">Closed with this one; its cursors are positions.</param>
/// <param name="most">Appends of a page.</param>
public sealed class PagedLog(IEventLog inner, int most) : IEventLog, IAsyncDisposable
{
    public Task<AppendResult> Append(Append append, CancellationToken cancellationToken) => inner.Append(append, cancellationToken);

    public IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, CancellationToken cancellationToken) => inner.ReadStream(stream, afterVersion, cancellationToken);

    public async IAsyncEnumerable<FeedPage> Follow(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in inner.Follow(cursor, cancellationToken))
        {
            var left = page.Appends;
            for (; left.Count > most; left = [.. left.Skip(most)]) yield return new([.. left.Take(most)], cursor ?? "0", AtEnd: false);
            yield return page with { Appends = left };
            cursor = page.Cursor;
        }
    }

    public Task<AuditResult> Verify(CancellationToken cancellationToken) => inner.Verify(cancellationToken);

    public ValueTask DisposeAsync() => ((IAsyncDisposable)inner).DisposeAsync();
}
