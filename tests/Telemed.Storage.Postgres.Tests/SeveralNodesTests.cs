using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Telemed.Kernel;
using Telemed.Testing;

namespace Telemed.Storage.Postgres.Tests;

/// <summary>Processes that write one log at once, beside readers that must not miss anything.</summary>
public sealed class SeveralNodesTests : IAsyncLifetime
{
    private PostgresServer server = null!;
    private string connection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartOrSkip();   // its own: it is crashed
        connection = await server.NewDatabase();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact(Timeout = 45_000)]
    public async Task A_reader_beside_two_writing_processes_skips_nothing()
    {
        using var first = Start("one");
        using var second = Start("two");
        await using var database = PostgresDatabase.Open(connection);
        await using var log = new PostgresEventLog(database);
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(n => Task.Run(() => Read(log, restart: n == 0, ended.Token), Stop)).ToArray();
        await Task.WhenAll(first.Spoken(600), second.Spoken(600));
        await Task.WhenAll(first.End(), second.End());
        var audit = await log.Verify(Stop);
        await ended.CancelAsync();
        foreach (var seen in await Task.WhenAll(readers))
        {
            Assert.Equal(audit.Appends, seen.Count);
            foreach (var stream in seen.GroupBy(a => a.Stream)) Assert.Equal(Enumerable.Range(1, stream.Count()).Select(i => (long)i), stream.Select(a => a.Version));
        }
        Assert.True(audit.Valid, audit.FirstBroken);
        await Check(log, [.. first.Said, .. second.Said]);
    }

    [Fact(Timeout = 45_000)]
    public async Task Kills_of_a_node_and_of_the_database_lose_nothing_acknowledged_and_double_nothing()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TELEMED_SEED"), CultureInfo.InvariantCulture, out var given) ? given : BitConverter.ToInt32(Guid.NewGuid().ToByteArray());
        TestContext.Current.SendDiagnosticMessage($"several nodes seed {seed}");
        var random = new Random(seed);
        var said = new List<string>();
        using var steady = Start("steady");
        for (var round = 0; round < 3; round++)
        {
            using var dying = Start($"dying{round}");
            await dying.Spoken(50);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System, Stop);
            await server.Crash();
            await server.Resume();
            var lines = steady.Said.Count;
            await Task.WhenAll(dying.Spoken(dying.Said.Count + 50), steady.Spoken(lines + 50));   // both go on by themselves
            dying.Kill();
            said.AddRange(dying.Said);
        }
        await steady.End();
        said.AddRange(steady.Said);
        await using var database = PostgresDatabase.Open(connection);
        await using var log = new PostgresEventLog(database);
        var audit = await log.Verify(Stop);
        Assert.True(audit.Valid, $"seed {seed}: {audit.FirstBroken}");
        await Check(log, said);
    }

    /// <summary>Every acknowledged command lies where it was said to lie, and no command lies twice in a stream.</summary>
    private static async Task Check(PostgresEventLog log, IReadOnlyCollection<string> said)
    {
        var stored = new Dictionary<(string Id, long Version), string>();
        await foreach (var page in log.Follow(null, Stop))
        {
            foreach (var append in page.Appends) stored.Add((append.Stream.Id, append.Version), append.Context.CommandId);
            if (page.AtEnd) break;
        }
        foreach (var parts in said.Select(line => line.Split(' ')))
            Assert.Equal(parts[2], Assert.Contains((parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture)), stored));
        Assert.Equal(stored.Count, stored.Values.Distinct().Count());
    }

    private static async Task<List<StoredAppend>> Read(PostgresEventLog log, bool restart, CancellationToken ended)
    {
        var seen = new List<StoredAppend>();
        string? cursor = null;
        var last = false;
        while (!last)
        {
            last = ended.IsCancellationRequested;
            await foreach (var page in log.Follow(cursor, Stop))
            {
                seen.AddRange(page.Appends);
                cursor = page.Cursor;
                if (restart || page.AtEnd) break;
            }
        }
        return seen;
    }

    private Node Start(string name) => new(connection, name);

    private sealed class Node : IDisposable
    {
        private readonly Process process;
        private readonly ConcurrentQueue<string> said = new();
        private readonly Task reading;

        public Node(string connection, string name)
        {
            var program = Assembly.GetExecutingAssembly().Location;
            process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, WritingProcess.Argument, connection, name])
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
            })!;
            reading = Task.Run(async () =>
            {
                while (await process.StandardOutput.ReadLineAsync() is { } line) said.Enqueue(line);
            });
        }

        public IReadOnlyCollection<string> Said => [.. said.Where(line => line.Split(' ').Length == 3 && line.Split(' ')[2].Split('-').Length == 3)];

        public async Task Spoken(int lines)
        {
            while (said.Count < lines)
            {
                Assert.False(process.HasExited, "the writing process has ended");
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Stop);
            }
        }

        public async Task End()
        {
            await process.StandardInput.WriteLineAsync("stop");
            await process.WaitForExitAsync(Stop);
            await reading;
        }

        public void Kill()
        {
            process.Kill();
            process.WaitForExit();
            reading.Wait(TimeSpan.FromSeconds(5));
        }

        public void Dispose()
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
    }
}
