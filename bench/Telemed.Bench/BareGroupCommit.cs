using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Telemed.Bench;

/// <summary>The least that a durable log can be: bytes into one table, everything that waits in one transaction with one sync. No index, no hash, no check.</summary>
internal sealed class BareGroupCommit : IDisposable
{
    private readonly Channel<(byte[] Body, TaskCompletionSource Done)> waiting = Channel.CreateBounded<(byte[], TaskCompletionSource)>(4096);
    private readonly SqliteConnection db;
    private readonly Thread thread;

    public BareGroupCommit(string path)
    {
        db = new($"Data Source={path};Pooling=False");
        db.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; CREATE TABLE log (position INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        thread = new Thread(Write) { IsBackground = true };
        thread.Start();
    }

    public async Task Append(byte[] body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((body, done));
        await done.Task;
    }

    public void Dispose()
    {
        waiting.Writer.Complete();
        thread.Join();
        db.Dispose();
    }

    private void Write()
    {
        using var begin = Prepare("BEGIN IMMEDIATE");
        using var commit = Prepare("COMMIT");
        using var insert = Prepare("INSERT INTO log (body) VALUES (@body)");
        var body = insert.Parameters.Add("@body", SqliteType.Blob);
        var group = new List<TaskCompletionSource>();
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            begin.ExecuteNonQuery();
            while (group.Count < 1024 && waiting.Reader.TryRead(out var next))
            {
                body.Value = next.Body;
                insert.ExecuteNonQuery();
                group.Add(next.Done);
            }
            commit.ExecuteNonQuery();
            foreach (var done in group) done.SetResult();
            group.Clear();
        }
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Run(string sql)
    {
        using var command = Prepare(sql);
        command.ExecuteNonQuery();
    }
}
