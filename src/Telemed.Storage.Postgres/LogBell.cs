using Npgsql;

namespace Telemed.Storage.Postgres;

/// <summary>Wakes the followers of this node: by <c>NOTIFY</c> of any node, by this node's own commits, and by the clock when neither is heard.</summary>
internal sealed class LogBell : IAsyncDisposable
{
    public const string Channel = "telemed_log";
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource source;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task listening;
    private TaskCompletionSource news = NewSignal();

    public LogBell(NpgsqlDataSource source)
    {
        this.source = source;
        listening = Task.Run(Listen);
    }

    /// <summary>Whether a connection listens at this moment.</summary>
    public bool Hears { get; private set; }

    /// <summary>Take it before reading: what is committed after that ends it.</summary>
    public Task Next => Volatile.Read(ref news).Task;

    public void Ring() => Interlocked.Exchange(ref news, NewSignal()).TrySetResult();

    /// <summary>Ends with the bell, or after the fallback when the bell may not have been heard.</summary>
    public static async Task Wait(Task bell, CancellationToken cancellationToken) =>
        await bell.WaitAsync(Fallback, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        Ring();
    }

    private async Task Listen()
    {
        for (var attempt = 0; !stopping.IsCancellationRequested; attempt++)
        {
            try
            {
                await using var db = await source.OpenConnectionAsync(stopping.Token);
                db.Notification += (_, _) => Ring();
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", db)) await listen.ExecuteNonQueryAsync(stopping.Token);
                (Hears, attempt) = (true, 0);
                Ring();   // what was committed before the LISTEN
                while (true) await db.WaitAsync(stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException || Faults.Passing(e))
            {
                Hears = false;
                await Faults.Wait(attempt, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
