namespace Telemed.Kernel;

/// <summary>Who acted. Ids only, never names: it is stored in the clear and hashed.</summary>
/// <param name="Id">Account, clock, or calling system (<c>clock</c>, <c>ae:TOWNSHIP_A</c>).</param>
/// <param name="OnBehalfOf">The practitioner for whom an office acted.</param>
/// <param name="InstitutionId">The institution in whose name it was done.</param>
public sealed record Actor(string Id, string? OnBehalfOf = null, string? InstitutionId = null)
{
    /// <summary>The platform itself, when a clock ran out.</summary>
    public static Actor Clock { get; } = new("clock");
}

/// <summary>What surrounds the facts of one command.</summary>
/// <param name="CommandId">Names the command for good; the same id on the same stream is done once.</param>
/// <param name="BodyHash">Hash of the request body, to tell a retry from another wish under the same id.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="At">When, UTC.</param>
/// <param name="ReasonCode">Coded reason where the step asks for one.</param>
public sealed record CommandContext(string CommandId, string? BodyHash, Actor Actor, DateTimeOffset At, string? ReasonCode = null)
{
    /// <summary>The recorded trace this append belongs to (W3C <c>traceparent</c>): read models and hubs of any node go on with it. Null when nobody traces.</summary>
    public string? Trace { get; init; }
}

/// <summary>One stored fact: its type name, which never changes meaning, and its JSON members in UTF-8.</summary>
public sealed record EventData(string Type, ReadOnlyMemory<byte> Json)
{
    /// <summary>What the JSON says, once somebody in this process wrote or read it: facts never change, so nobody needs to read it again.</summary>
    internal object? Fact { get; set; }
}

/// <summary>One append: all facts of one command on one stream, stored as one record or not at all.</summary>
/// <param name="Stream">The case.</param>
/// <param name="ExpectedVersion">Number of appends the writer has seen on this stream; 0 for a new one.</param>
/// <param name="Context">Who, when, why.</param>
/// <param name="Events">At least one.</param>
/// <param name="Claims">Keys this stream now holds alone in the whole log (one live case of a kind for a patient, one person for a document).</param>
/// <param name="Releases">Keys this stream gives back.</param>
public sealed record Append(
    StreamId Stream, long ExpectedVersion, CommandContext Context, IReadOnlyList<EventData> Events,
    IReadOnlyList<string> Claims, IReadOnlyList<string> Releases);

/// <summary>An append as it lies in the log.</summary>
/// <param name="Stream">The case.</param>
/// <param name="Version">1 for the first append of a stream, then without gaps.</param>
/// <param name="Context">Who, when, why.</param>
/// <param name="Events">The facts in their order.</param>
/// <param name="PreviousHash">Hash of the append before it in the stream; 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256 over <paramref name="PreviousHash"/> and the stored body.</param>
public sealed record StoredAppend(
    StreamId Stream, long Version, CommandContext Context, IReadOnlyList<EventData> Events,
    ReadOnlyMemory<byte> PreviousHash, ReadOnlyMemory<byte> Hash);

/// <summary>What became of an append.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>It is on disk; <paramref name="Repeated"/>: since an earlier time, when the same command came first.</summary>
    public sealed record Appended(StoredAppend Stored, bool Repeated) : AppendResult;

    /// <summary>The stream stands at another version; nothing was written.</summary>
    public sealed record Stale(long CurrentVersion) : AppendResult;

    /// <summary>Another stream holds a claimed key; nothing was written.</summary>
    public sealed record Taken(string Key, StreamId By) : AppendResult;
}

/// <summary>A run of appends in log order.</summary>
/// <param name="Appends">Oldest first; appends of one stream are always in version order.</param>
/// <param name="Cursor">Where to go on: opaque, valid for this log alone.</param>
/// <param name="AtEnd">Nothing newer was in the log when this page was read.</param>
public sealed record FeedPage(IReadOnlyList<StoredAppend> Appends, string Cursor, bool AtEnd);

/// <summary>The append-only log of all cases: the only truth. One contract suite holds for every implementation.</summary>
public interface IEventLog
{
    /// <summary>Stores the append durably, or nothing of it. The answer comes only after the sync.</summary>
    /// <remarks>Sent again with the same stream and <see cref="CommandContext.CommandId"/> it answers <see cref="AppendResult.Appended"/> with what was stored first.</remarks>
    Task<AppendResult> Append(Append append, CancellationToken cancellationToken);

    /// <summary>Stores many appends, tried in their order and each durably or not at all; their answers in the same order.</summary>
    /// <remarks>For bulk: a store may write them together, so that a sync and a wait are shared. Nobody else's append waits for more than these.</remarks>
    async Task<IReadOnlyList<AppendResult>> AppendAll(IReadOnlyList<Append> appends, CancellationToken cancellationToken) =>
        await Task.WhenAll(appends.Select(append => Append(append, cancellationToken)));

    /// <summary>The appends of one stream with a version above <paramref name="afterVersion"/>, oldest first.</summary>
    IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, CancellationToken cancellationToken);

    /// <summary>Every append after <paramref name="cursor"/> (null: from the beginning), then waits for more; ends only by cancellation.</summary>
    /// <remarks>An empty page with <see cref="FeedPage.AtEnd"/> is given once when there is nothing to read. No append is ever skipped or given twice.</remarks>
    IAsyncEnumerable<FeedPage> Follow(string? cursor, CancellationToken cancellationToken);

    /// <summary>Checks every hash chain and every gap in versions.</summary>
    Task<AuditResult> Verify(CancellationToken cancellationToken);
}

/// <summary>Result of an audit of the chain.</summary>
/// <param name="Streams">Streams read.</param>
/// <param name="Appends">Appends read.</param>
/// <param name="Events">Facts read.</param>
/// <param name="FirstBroken">The first append that does not verify, as <c>stream@version</c>.</param>
public sealed record AuditResult(long Streams, long Appends, long Events, string? FirstBroken)
{
    /// <summary>No broken link.</summary>
    public bool Valid => FirstBroken is null;
}
