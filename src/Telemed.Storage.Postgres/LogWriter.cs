using System.Threading.Channels;
using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>The one writer of this node: everything that waits goes into one transaction, and is answered after its commit.</summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int MostWaiting = 4096;
    private const int MostInGroup = 1024;
    private const int MostBytesInGroup = 8 << 20;
    private const int MostHeads = 50_000;

    private readonly Channel<LogWork> waiting = Channel.CreateBounded<LogWork>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly RecentlyUsed<string, LogHead> heads = new(MostHeads);
    private readonly NpgsqlDataSource source;
    private readonly Action committed;
    private readonly Task running;
    private NpgsqlConnection? connection;

    /// <param name="source">Gives the connection, again after each loss.</param>
    /// <param name="committed">Called after each commit.</param>
    public LogWriter(NpgsqlDataSource source, Action committed)
    {
        this.source = source;
        this.committed = committed;
        running = Task.Run(Run);
    }

    /// <summary>Waits for a place in the queue, then for the commit.</summary>
    public async Task<AppendResult> Write(Append append, byte[] body, CancellationToken cancellationToken)
    {
        var work = new LogWork(append, body, cancellationToken);
        try
        {
            await waiting.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresEventLog));
        }
        return await work.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more, writes what waits, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await running;
        if (connection is not null) await connection.DisposeAsync();
    }

    private async Task Run()
    {
        var works = new List<LogWork>(MostInGroup);
        while (await waiting.Reader.WaitToReadAsync())
        {
            works.Clear();
            Gather(works);
            if (works.Count > 0) await Store(works);
            await Task.Yield();   // those just answered come back first: half as many commits under load
        }
    }

    private void Gather(List<LogWork> works)
    {
        var bytes = 0;
        while (works.Count < MostInGroup && bytes < MostBytesInGroup && waiting.Reader.TryRead(out var work))
        {
            if (work.GivenUp) continue;
            bytes += work.Body.Length;
            works.Add(work);
        }
    }

    /// <summary>Again and again while the database is away: a group whose answer was lost recognises its own appends.</summary>
    private async Task Store(List<LogWork> works)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                connection ??= await Connect();
                var rest = attempt == 0 ? await new SwiftGroup(works, heads).Commit(connection, CancellationToken.None) : [.. works.Where(w => w.Answer is null)];
                if (rest.Count > 0) await new LogGroup(rest, heads).Commit(connection, CancellationToken.None);
                break;
            }
            catch (Exception e)   // whatever it was, every caller of the group hears of it and the writer goes on
            {
                await Disconnect();
                if (!Faults.Passing(e) || TimeProvider.System.GetElapsedTime(began) > Faults.Patience)
                {
                    foreach (var work in works.Where(w => w.Answer is null)) work.TrySetException(Failure(e, work.InDoubt));
                    break;
                }
                await Faults.Wait(attempt, CancellationToken.None);
            }
        }
        committed();
        foreach (var work in works)
            if (work.Answer is { } answer) work.TrySetResult(answer);
    }

    private static IOException Failure(Exception cause, bool inDoubt) => new(inDoubt
        ? "The log did not answer in time; sending the same command again finds out whether it was stored."
        : "The log could not be written; nothing of this group was stored.", cause);

    private async Task<NpgsqlConnection> Connect()
    {
        var opened = await source.OpenConnectionAsync();
        try
        {
            await using var synced = new NpgsqlCommand("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'", opened);
            await synced.ExecuteNonQueryAsync();   // an answer is a promise
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private async Task Disconnect()
    {
        heads.Clear();   // another server may answer next
        if (connection is null) return;
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception e) when (Faults.Passing(e))
        {
            // it was broken already
        }
        connection = null;
    }
}
