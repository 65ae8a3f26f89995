using System.Globalization;
using System.Runtime.CompilerServices;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>The event log in one SQLite file: write-ahead log, a sync before every answer, appends that wait together share it.</summary>
/// <remarks>One process at a time; beside the file lie <c>-wal</c>, <c>-shm</c> and <c>.lock</c>.</remarks>
public sealed class SqliteEventLog : IEventLog, IAsyncDisposable
{
    private const int CachedStreams = 100_000;
    private const int StreamPage = 256;
    private const int FeedPageLength = 8192;
    private const int KeptInMemory = 16_384;

    private readonly string path;
    private readonly FileStream processLock;
    private readonly LogReaders readers;
    private readonly LogTail tail = new(KeptInMemory);
    private readonly LogTransaction transaction;
    private readonly GroupWriter writer;
    private TaskCompletionSource news = NewSignal();
    private int disposed;

    private SqliteEventLog(string path, FileStream processLock)
    {
        this.path = path;
        this.processLock = processLock;
        transaction = new(LogFile.Kind.OpenWriter(path), CachedStreams, tail, Ring);
        writer = new(transaction, Path.GetFileName(path));
        readers = new(path);
    }

    /// <summary>Opens the log, or makes a new one where no file is.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <exception cref="StoreFormatException">Of another format or kind, or open in another process.</exception>
    public static SqliteEventLog Open(string path)
    {
        path = Path.GetFullPath(path);
        var processLock = ProcessLock.Take(path);
        try
        {
            return new(path, processLock);
        }
        catch
        {
            processLock.Dispose();
            throw;
        }
    }

    /// <summary>Checks a log file that may or may not be open in another process.</summary>
    public static AuditResult Audit(string path, CancellationToken cancellationToken) => LogAudit.Run(path, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No event, or over <see cref="AppendBody.MaxLength"/>.</exception>
    /// <exception cref="IOException">The disk is full or broken; nothing was stored, and sending it again is safe.</exception>
    public async Task<AppendResult> Append(Append append, CancellationToken cancellationToken)
    {
        var body = AppendBody.Write(append, append.ExpectedVersion + 1);
        var command = AppendBody.CommandKey(append.Context.CommandId);
        return await writer.Write(() => transaction.Write(append, body, command), body.Length, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">One without event, or over <see cref="AppendBody.MaxLength"/>; nothing was stored.</exception>
    /// <exception cref="IOException">The disk is full or broken; nothing was stored, and sending it again is safe.</exception>
    public async Task<IReadOnlyList<AppendResult>> AppendAll(IReadOnlyList<Append> appends, CancellationToken cancellationToken)
    {
        var (bodies, commands, bytes) = (new byte[appends.Count][], new byte[appends.Count][], 0);
        for (var i = 0; i < bodies.Length; i++)
        {
            bodies[i] = AppendBody.Write(appends[i], appends[i].ExpectedVersion + 1);
            commands[i] = AppendBody.CommandKey(appends[i].Context.CommandId);
            bytes += bodies[i].Length;
        }
        return await writer.Write(() =>
        {
            var answers = new AppendResult[bodies.Length];
            for (var i = 0; i < answers.Length; i++) answers[i] = transaction.Write(appends[i], bodies[i], commands[i]);
            return answers;
        }, bytes, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredAppend> ReadStream(
        StreamId stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;   // SQLite has no asynchronous reads
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = readers.Stream(stream, afterVersion, StreamPage);
            foreach (var append in page.Appends) yield return append;
            if (page.AtEnd) yield break;
            afterVersion = page.Appends[^1].Version;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedPage> Follow(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = cursor is null ? 0 : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        var quiet = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bell = Volatile.Read(ref news).Task;   // before the read: what is committed after it rings
            var page = tail.After(position, FeedPageLength) ?? readers.All(position, FeedPageLength);
            position = page.LastPosition;
            if (page.Appends.Count > 0 || !quiet) yield return new(page.Appends, position.ToString(CultureInfo.InvariantCulture), page.AtEnd);
            quiet = page.AtEnd;
            if (page.AtEnd) await bell.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<AuditResult> Verify(CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => LogAudit.Run(path, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Writes what waits, answers it, and closes the file.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return ValueTask.CompletedTask;
        readers.Dispose();
        writer.Dispose();   // last, so that it can fold the write-ahead log into the file
        Ring();   // followers find the log closed
        processLock.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Ring() => Interlocked.Exchange(ref news, NewSignal()).SetResult();
}
