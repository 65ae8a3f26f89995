using Npgsql;

namespace Telemed.Storage.Postgres;

/// <summary>Listens on one channel of the database, over a connection of its own that mends itself.</summary>
internal sealed class Ear : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly string channel;
    private readonly Action<string> heard;
    private readonly Action begun;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task listening;

    /// <param name="source">Gives the connection.</param>
    /// <param name="channel">An SQL name.</param>
    /// <param name="heard">Gets each payload.</param>
    /// <param name="begun">Called when it listens, at first and after each break: what was said meanwhile is lost.</param>
    public Ear(NpgsqlDataSource source, string channel, Action<string> heard, Action begun)
    {
        (this.source, this.channel, this.heard, this.begun) = (source, channel, heard, begun);
        listening = Task.Run(Listen);
    }

    /// <summary>Whether it listens at this moment.</summary>
    public bool Hears { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task Listen()
    {
        for (var attempt = 0; !stopping.IsCancellationRequested; attempt++)
        {
            try
            {
                await using var db = await source.OpenConnectionAsync(stopping.Token);
                db.Notification += (_, told) => heard(told.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {channel}", db)) await listen.ExecuteNonQueryAsync(stopping.Token);
                (Hears, attempt) = (true, 0);
                begun();
                while (true) await db.WaitAsync(stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException || Faults.Passing(e))
            {
                Hears = false;
                await Faults.Wait(attempt, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
