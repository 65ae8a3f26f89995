using Microsoft.Win32.SafeHandles;

namespace Telemed.Imaging.Storing;

/// <summary>Syncs files. A few run where they are asked for, because a hand-over costs a tenth of the sync itself; more than that run on
/// threads of their own: a sync blocks for a millisecond or a second, and the thread pool has HTTP to serve.</summary>
/// <remarks>The file system merges syncs that run at the same time, so several associations share the disk's work.</remarks>
internal sealed class DiskSync : IDisposable
{
    private const int Threads = 8;

    private readonly Queue<Job> jobs = new();   // at most one for each object under way; a blocking collection spins before it waits
    private readonly Thread[] threads;
    private int inPlace;
    private bool ended;

    public DiskSync()
    {
        threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"disk sync {i}" })];
        foreach (var thread in threads) thread.Start();
    }

    private sealed record Job(SafeFileHandle File, string? Folder, TaskCompletionSource Done);

    /// <summary>Ends when the file, and with it its name if <paramref name="folder"/> is given, is on the disk.</summary>
    /// <exception cref="IOException">The disk refused; nothing may be assumed about the file.</exception>
    public Task Flush(SafeFileHandle file, string? folder)
    {
        if (Interlocked.Increment(ref inPlace) > Environment.ProcessorCount)
        {
            Interlocked.Decrement(ref inPlace);
            var job = new Job(file, folder, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            lock (jobs)
            {
                ObjectDisposedException.ThrowIf(ended, this);
                jobs.Enqueue(job);
                Monitor.Pulse(jobs);
            }
            return job.Done.Task;
        }
        try
        {
            Flush(new Job(file, folder, new TaskCompletionSource()), out var done);
            return done;
        }
        finally
        {
            Interlocked.Decrement(ref inPlace);
        }
    }

    public void Dispose()
    {
        lock (jobs)
        {
            ended = true;
            Monitor.PulseAll(jobs);
        }
        foreach (var thread in threads) thread.Join();
    }

    private void Work()
    {
        while (Take() is { } job) Flush(job, out _);
    }

    private Job? Take()
    {
        lock (jobs)
        {
            Job? job;
            while (!jobs.TryDequeue(out job) && !ended) Monitor.Wait(jobs);
            return job;
        }
    }

    private static void Flush(Job job, out Task done)
    {
        done = job.Done.Task;
        try
        {
            RandomAccess.FlushToDisk(job.File);
            if (job.Folder is not null) DirectorySync.Flush(job.Folder);
            job.Done.SetResult();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            job.Done.SetException(e);
        }
    }
}
