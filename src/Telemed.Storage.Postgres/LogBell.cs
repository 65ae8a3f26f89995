using Npgsql;

namespace Telemed.Storage.Postgres;

/// <summary>Wakes the followers of this node: by <c>NOTIFY</c> of any node, by this node's own commits, and by the clock when neither is heard.</summary>
internal sealed class LogBell : IAsyncDisposable
{
    public const string Channel = "telemed_log";
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(1);

    private readonly Ear ear;
    private TaskCompletionSource news = NewSignal();

    public LogBell(NpgsqlDataSource source)
    {
        ear = new(source, Channel, _ => Ring(), Ring);
    }

    /// <summary>Whether a connection listens at this moment.</summary>
    public bool Hears => ear.Hears;

    /// <summary>Take it before reading: what is committed after that ends it.</summary>
    public Task Next => Volatile.Read(ref news).Task;

    public void Ring() => Interlocked.Exchange(ref news, NewSignal()).TrySetResult();

    /// <summary>Ends with the bell, or after the fallback when the bell may not have been heard.</summary>
    public static async Task Wait(Task bell, CancellationToken cancellationToken) =>
        await bell.WaitAsync(Fallback, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async ValueTask DisposeAsync()
    {
        await ear.DisposeAsync();
        Ring();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
