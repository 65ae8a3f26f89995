using System.Threading.Channels;

namespace Telemed.Storage.Sqlite;

/// <summary>The connection that a <see cref="GroupWriter"/> writes through.</summary>
internal interface IGroupTransaction : IDisposable
{
    void Begin();

    void Commit();

    /// <summary>Takes everything back since <see cref="Begin"/>, in the file and in memory.</summary>
    void Rollback();

    /// <summary>After a commit, before the answers.</summary>
    void Committed();
}

/// <summary>One writing thread: everything that waits goes into one transaction with one sync, and is answered after it.</summary>
internal sealed class GroupWriter : IDisposable
{
    private const int MostWaiting = 4096;
    private const int MostInGroup = 1024;
    private const int MostBytesInGroup = 8 << 20;

    private readonly Channel<IGroupWork> waiting = Channel.CreateBounded<IGroupWork>(new BoundedChannelOptions(MostWaiting)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait,
    });
    private readonly IGroupTransaction transaction;
    private readonly string file;
    private readonly Thread thread;

    /// <param name="transaction">Owned from now on, and used on the writing thread only.</param>
    /// <param name="file">What is written, for messages.</param>
    public GroupWriter(IGroupTransaction transaction, string file)
    {
        this.transaction = transaction;
        this.file = file;
        thread = new Thread(Run) { IsBackground = true, Name = $"writer of {file}" };
        thread.Start();
    }

    /// <summary>Waits for a place in the queue, then for the sync.</summary>
    /// <param name="write">Runs inside the transaction, on the writing thread.</param>
    /// <param name="bytes">About how much it writes.</param>
    /// <param name="cancellationToken">Gives up waiting; work under way may still happen.</param>
    public async Task<T> Write<T>(Func<T> write, int bytes, CancellationToken cancellationToken)
    {
        var work = new GroupWork<T>(write, bytes, cancellationToken);
        try
        {
            await waiting.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(file);
        }
        return await work.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more, writes what waits, and ends the thread.</summary>
    public void Dispose()
    {
        waiting.Writer.TryComplete();
        thread.Join();
        transaction.Dispose();
    }

    private void Run()
    {
        var group = new List<IGroupWork>(MostInGroup);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather(group);
            if (group.Count > 0) Store(group);
            group.Clear();
        }
    }

    private void Gather(List<IGroupWork> group)
    {
        var bytes = 0;
        while (group.Count < MostInGroup && bytes < MostBytesInGroup && waiting.Reader.TryRead(out var work))
        {
            if (work.GivenUp) continue;
            bytes += work.Bytes;
            group.Add(work);
        }
    }

    private void Store(List<IGroupWork> group)
    {
        try
        {
            transaction.Begin();
            foreach (var work in group) work.Write();
            transaction.Commit();
        }
        catch (Exception failure)   // whatever it was, every caller of the group hears of it and the thread goes on
        {
            Fail(group, failure);
            return;
        }
        transaction.Committed();
        foreach (var work in group) work.Answer();
    }

    private void Fail(List<IGroupWork> group, Exception failure)
    {
        try
        {
            transaction.Rollback();
        }
        catch (Exception worse)   // the next Begin fails too and says so to its callers
        {
            failure = new AggregateException(failure, worse);
        }
        foreach (var work in group) work.Fail(new IOException($"{file} could not be written; nothing of this group was stored.", failure));
    }
}
