using System.Threading.Channels;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>The one writing thread: everything that waits goes into one transaction, with one sync, and is answered after it.</summary>
internal sealed class LogWriter
{
    private const int MostWaiting = 4096;
    private const int MostInGroup = 1024;
    private const int MostBytesInGroup = 8 << 20;

    private readonly Channel<PendingAppend> waiting = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(MostWaiting)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait,
    });
    private readonly LogTransaction transaction;
    private readonly Action committed;
    private readonly Thread thread;

    public LogWriter(LogTransaction transaction, Action committed)
    {
        this.transaction = transaction;
        this.committed = committed;
        thread = new Thread(Run) { IsBackground = true, Name = "event log writer" };
        thread.Start();
    }

    /// <summary>Waits for a place in the queue, then for the sync.</summary>
    public async Task<AppendResult> Append(Append append, CancellationToken cancellationToken)
    {
        var pending = new PendingAppend(append, AppendBody.Write(append, append.ExpectedVersion + 1), cancellationToken);
        try
        {
            await waiting.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteEventLog));
        }
        return await pending.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more, writes what waits, and ends the thread.</summary>
    public void Stop()
    {
        waiting.Writer.TryComplete();
        thread.Join();
        transaction.Dispose();
    }

    private void Run()
    {
        var group = new List<PendingAppend>(MostInGroup);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather(group);
            if (group.Count > 0) Store(group);
            group.Clear();
        }
    }

    private void Gather(List<PendingAppend> group)
    {
        var bytes = 0;
        while (group.Count < MostInGroup && bytes < MostBytesInGroup && waiting.Reader.TryRead(out var pending))
        {
            if (pending.GivenUp)
            {
                pending.TrySetCanceled();
                continue;
            }
            bytes += pending.Body.Length;
            group.Add(pending);
        }
    }

    private void Store(List<PendingAppend> group)
    {
        try
        {
            transaction.Begin();
            foreach (var pending in group) pending.Result = transaction.Write(pending.Append, pending.Body);
            transaction.Commit();
        }
        catch (Exception failure)   // whatever it was, every caller of the group hears of it and the thread goes on
        {
            Fail(group, failure);
            return;
        }
        committed();
        foreach (var pending in group) pending.SetResult(pending.Result!);
    }

    private void Fail(List<PendingAppend> group, Exception failure)
    {
        try
        {
            transaction.Rollback();
        }
        catch (Exception worse)   // the next Begin fails too and says so to its callers
        {
            failure = new AggregateException(failure, worse);
        }
        foreach (var pending in group) pending.SetException(new IOException("The event log could not be written; nothing of this group was stored.", failure));
    }
}
