using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>A long history that nobody had to write: the same facts every time it is read, in pages; reading can break off.</summary>
/// <param name="streams">Of each append in log order, the case it is of.</param>
internal sealed class MadeUpLog(IReadOnlyList<int> streams, int page) : IEventLog
{
    private static readonly byte[] Counted = Tally.Kind.Format.Write(new TallyEvent.Counted(1)).Json.ToArray();

    /// <summary>The place in the log behind which it cannot be read.</summary>
    public int BreaksAt { get; set; } = int.MaxValue;

    /// <summary>Nothing is there at first: all of it happens once who follows has caught up.</summary>
    public bool Late { get; init; }

    /// <summary>Cursors from which it was read.</summary>
    public List<string?> Asked { get; } = [];

    public async IAsyncEnumerable<FeedPage> Follow(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked.Add(cursor);
        var versions = new Dictionary<int, long>();
        var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        for (var i = 0; i < from; i++) versions[streams[i]] = versions.GetValueOrDefault(streams[i]) + 1;
        if (Late) yield return new([], $"{from}", AtEnd: true);
        while (from < streams.Count)
        {
            if (from >= BreaksAt) throw new InvalidDataException();
            var appends = new List<StoredAppend>();
            for (; appends.Count < page && from < streams.Count; from++) appends.Add(One(streams[from], versions[streams[from]] = versions.GetValueOrDefault(streams[from]) + 1));
            yield return new(appends, from.ToString(CultureInfo.InvariantCulture), AtEnd: from == streams.Count);
        }
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public async IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return One(int.Parse(stream.Id, CultureInfo.InvariantCulture), afterVersion + 1);
    }

    public Task<AppendResult> Append(Append append, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AuditResult> Verify(CancellationToken cancellationToken) => throw new NotSupportedException();

    private static StoredAppend One(int stream, long version) => new(
        new("case", $"{stream}"), version, new($"{stream}-{version}", null, Actor.Clock, new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)),
        [new("tally.counted", Counted)], default, SHA256.HashData(BitConverter.GetBytes(stream * 1_000_003L + version)));
}
