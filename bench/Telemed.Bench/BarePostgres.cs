using System.Threading.Channels;
using Npgsql;

namespace Telemed.Bench;

/// <summary>The same rows into the same tables by a bare client: everything that waits in one message and one commit. It reads nothing and checks nothing.</summary>
internal sealed class BarePostgres : IAsyncDisposable
{
    private const int MostInGroup = 1024;
    private readonly Channel<(string Stream, long Version, byte[] Command, byte[] Body, TaskCompletionSource Done)> waiting =
        Channel.CreateBounded<(string, long, byte[], byte[], TaskCompletionSource)>(4096);

    private readonly NpgsqlConnection db;
    private readonly Task running;

    public BarePostgres(string connectionString)
    {
        db = new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 }.ToString());
        db.Open();
        running = Task.Run(Write);
    }

    public async Task Append(string stream, long version, byte[] command, byte[] body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((stream, version, command, body, done));
        await done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await running;
        await db.DisposeAsync();
    }

    private async Task Write()
    {
        var group = new List<(string Stream, long Version, byte[] Command, byte[] Body, TaskCompletionSource Done)>();
        long position = 0;
        var hash = new byte[32];
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MostInGroup && waiting.Reader.TryRead(out var next)) group.Add(next);
            await using var batch = new NpgsqlBatch(db);
            Add(batch, "BEGIN");
            Add(batch, "INSERT INTO appends SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)",
                Of(group.Select(_ => ++position).ToArray()), Of(group.Select(g => g.Stream).ToArray()), Of(group.Select(g => g.Version).ToArray()), Of(group.Select(g => g.Command).ToArray()),
                Of(group.Select(g => g.Body).ToArray()), Of(group.Select(_ => hash).ToArray()), Of(group.Select(_ => hash).ToArray()));
            Add(batch, "UPDATE log_end SET position = $1", Of(position));
            Add(batch, "COMMIT");
            await batch.ExecuteNonQueryAsync();
            foreach (var one in group) one.Done.SetResult();
            group.Clear();
        }
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(value);
        batch.BatchCommands.Add(command);
    }
}
