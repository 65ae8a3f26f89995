using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Indexing;

/// <summary>Fills the index after objects are on the disk; senders never wait for it.</summary>
/// <remarks>At the start, and whenever the queue overflowed, it looks for files that have no place in the index. Such a file is checked
/// against its checksum first: after a power cut a name may be there without its bytes.</remarks>
internal sealed partial class Indexer(ObjectStore store, ObjectFolders folders, ImagingIndex index, TimeProvider time, ILogger<Indexer> log)
    : BackgroundService, IImagingIndexing, IAsyncDisposable
{
    private const int QueueLength = 20_000;
    private const int BatchSize = 500;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    /// <summary>While objects keep coming the processors are theirs: the first image of a study is found at once, the others in few large steps.</summary>
    private static readonly TimeSpan GatherMore = TimeSpan.FromMilliseconds(400);

    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly TaskCompletionSource caughtUp = NewSignal();
    private TaskCompletionSource hurry = NewSignal();
    private int behind = 1;
    private long wroteAt = long.MinValue / 2;

    /// <summary>A file to index, or somebody who waits for all before.</summary>
    private readonly record struct Work(string? Path, TaskCompletionSource? Waiting = null);

    /// <summary>Ends when every file that was there at the start is in the index.</summary>
    public Task CaughtUp => caughtUp.Task;

    /// <summary>Heard after objects became visible, with the studies they belong to.</summary>
    public event Action<IReadOnlyCollection<string>>? Indexed;

    /// <summary>Empties the index and fills it from the files.</summary>
    public void Rebuild()
    {
        Volatile.Write(ref behind, 2);
        queue.Writer.TryWrite(default);
    }

    /// <summary>Ends when everything stored before this call is in the index, so that a sender can retrieve what it sent.</summary>
    public async Task WhenIndexed(CancellationToken cancellationToken)
    {
        var waiting = NewSignal();
        await queue.Writer.WriteAsync(new Work(null, waiting), cancellationToken);
        Volatile.Read(ref hurry).TrySetResult();
        await waiting.Task.WaitAsync(cancellationToken);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        store.Stored += Enqueue;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        store.Stored -= Enqueue;
        await base.StopAsync(cancellationToken);
    }

    /// <summary>A host that could not start is disposed without being stopped: the index is closed after the last transaction all the same.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();   // cancels
        if (ExecuteTask is { } running) await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var writer = new IndexWriter(index);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Round(writer, stoppingToken);
            }
            catch (Exception e) when (e is IOException or SqliteException)
            {
                LogFailed(e.GetType().Name);
                Volatile.Write(ref behind, 1);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task Round(IndexWriter writer, CancellationToken stoppingToken)
    {
        int state = Interlocked.Exchange(ref behind, 0);
        if (state == 2) index.Clear();
        if (state > 0)
        {
            AddMissing(writer, stoppingToken);
            caughtUp.TrySetResult();
        }
        if (!await queue.Reader.WaitToReadAsync(stoppingToken)) return;
        // A study comes in hundreds of objects: one transaction for many, unless somebody waits.
        var gather = time.GetElapsedTime(wroteAt) < GatherMore ? GatherMore : Gather;
        await Task.WhenAny(Task.Delay(gather, time, stoppingToken), Volatile.Read(ref hurry).Task);
        Volatile.Write(ref hurry, NewSignal());
        var batch = new List<Work>(BatchSize);
        while (batch.Count < BatchSize && queue.Reader.TryRead(out var work)) batch.Add(work);
        try
        {
            Add(writer, [.. batch.Select(work => work.Path).OfType<string>()]);
        }
        finally
        {
            wroteAt = time.GetTimestamp();
            foreach (var work in batch) work.Waiting?.TrySetResult();   // after a failure the files are found again by looking for them
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Enqueue(StoredObject stored)
    {
        if (!queue.Writer.TryWrite(new Work(stored.Path))) Volatile.Write(ref behind, 1);
    }

    private int Add(IndexWriter writer, List<string> paths)
    {
        var records = new List<InstanceRecord>(paths.Count);
        foreach (string path in paths)
        {
            try
            {
                if (InstanceRecord.Read(path) is { } record) records.Add(record);
            }
            catch (FileNotFoundException)
            {
                // set aside meanwhile
            }
        }
        if (records.Count == 0) return 0;
        writer.Add(records);
        Indexed?.Invoke(records.Select(record => record.Identity.StudyInstanceUid).ToHashSet());
        return records.Count;
    }

    private void AddMissing(IndexWriter writer, CancellationToken stoppingToken)
    {
        int found = 0;
        foreach (string folder in Directory.EnumerateDirectories(folders.Objects))
            foreach (string[] batch in Directory.EnumerateFiles(folder).Chunk(BatchSize))
            {
                stoppingToken.ThrowIfCancellationRequested();
                found += Add(writer, [.. Missing(batch).Where(IsWhole)]);
            }
        if (found > 0) LogFound(found);
    }

    private List<string> Missing(string[] paths)
    {
        using var command = index.Writer.CreateCommand();
        command.CommandText = "SELECT 1 FROM instances WHERE instance = @instance";
        var instance = command.Parameters.Add("@instance", SqliteType.Text);
        var missing = new List<string>();
        foreach (string path in paths)
        {
            instance.Value = Path.GetFileNameWithoutExtension(path);
            if (command.ExecuteScalar() is null) missing.Add(path);
        }
        return missing;
    }

    private bool IsWhole(string path)
    {
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            if (StoredContent.Check(file) is not null) return true;
        File.Move(path, Path.Combine(folders.Damaged, Path.GetFileName(path)), overwrite: true);
        LogDamaged();
        return false;
    }

    [LoggerMessage(1035, LogLevel.Information, "{Count} stored objects were added to the imaging index.")]
    private partial void LogFound(int count);

    [LoggerMessage(1036, LogLevel.Warning, "A file of the object store does not hold the bytes that were received; it was never acknowledged or the disk is failing. It was set aside.")]
    private partial void LogDamaged();

    [LoggerMessage(1037, LogLevel.Error, "The imaging index could not be written ({Error}); trying again.")]
    private partial void LogFailed(string error);
}
