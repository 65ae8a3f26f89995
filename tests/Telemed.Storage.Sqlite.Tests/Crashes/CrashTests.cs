using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>A process of its own is killed (SIGKILL) at moments drawn from a seed; <c>TELEMED_SEED</c> and <c>TELEMED_CRASHES</c> set seed and number.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_outlives_every_kill_and_nothing_else_is_there()
    {
        var seed = Setting("TELEMED_SEED") ?? BitConverter.ToInt32(Guid.NewGuid().ToByteArray());
        TestContext.Current.SendDiagnosticMessage($"crash test seed {seed}");
        var random = new Random(seed);
        var acknowledged = new List<string>();
        for (var round = 0; round < (Setting("TELEMED_CRASHES") ?? 4); round++)
        {
            var said = await RunAndKill(round, TimeSpan.FromMilliseconds(random.Next(5, 400)));
            Assert.True(said.Count > 0, $"seed {seed}, round {round}: killed before it said anything");
            acknowledged.AddRange(said);
            await Check(acknowledged, $"seed {seed}, round {round}");
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>What it said in whole lines before it died.</summary>
    private async Task<List<string>> RunAndKill(int round, TimeSpan after)
    {
        var program = Assembly.GetExecutingAssembly().Location;
        var start = new ProcessStartInfo("dotnet", ["exec", program, CrashingProcess.Argument, folder.Root, round.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput;
        var text = new System.Text.StringBuilder();
        var buffer = new char[65_536];
        var first = await output.ReadAsync(buffer, Stop);
        text.Append(buffer, 0, first);
        var rest = Task.Run(async () => text.Append(await output.ReadToEndAsync(Stop)), Stop);
        await Task.Delay(after, TimeProvider.System, Stop);
        process.Kill();
        await rest;
        await process.WaitForExitAsync(Stop);
        var lines = text.ToString().Split('\n');
        return [.. lines[..^1]];   // what follows the last line end was cut off
    }

    private async Task Check(List<string> acknowledged, string where)
    {
        await using var log = SqliteEventLog.Open(folder["events.db"]);
        var audit = await log.Verify(Stop);
        Assert.True(audit.Valid, $"{where}: {audit.FirstBroken}");

        var stored = new Dictionary<(string Id, long Version), StoredAppend>();
        await foreach (var page in log.Follow(null, Stop))
        {
            foreach (var append in page.Appends) stored.Add((append.Stream.Id, append.Version), append);
            if (page.AtEnd) break;
        }
        foreach (var parts in acknowledged.Select(line => line.Split(' ')).Where(parts => parts[0] == "case"))
        {
            var append = Assert.Contains((parts[1], long.Parse(parts[2], CultureInfo.InvariantCulture)), stored);
            Assert.Equal(parts[3], append.Context.CommandId);
        }
        foreach (var ((_, version), append) in stored)   // whole, in order, and each command once
        {
            Assert.Equal(3, append.Events.Count);
            Assert.StartsWith("c", append.Context.CommandId, StringComparison.Ordinal);
            Assert.Equal((version - 1) % 100, int.Parse(append.Context.CommandId.AsSpan(1), CultureInfo.InvariantCulture) % 100);
        }
        await CheckClaims(log, stored, where);
        await CheckPersons(acknowledged);
        await CheckReadModel(log, where);
    }

    /// <summary>Each case holds the name it bears now and has given back those before.</summary>
    private static async Task CheckClaims(SqliteEventLog log, Dictionary<(string Id, long Version), StoredAppend> stored, string where)
    {
        var (id, version) = stored.Keys.GroupBy(k => k.Id).Select(g => (g.Key, g.Max(k => k.Version))).MaxBy(g => g.Item2);
        Append Try(string key) => new(new("probe", "1"), 99, new($"probe-{where.GetHashCode(StringComparison.Ordinal)}-{key}", null, Actor.Clock, default), [new("probe", "{}"u8.ToArray())], [key], []);
        Assert.IsType<AppendResult.Stale>(await log.Append(Try("any"), Stop));
        Assert.Equal(
            new AppendResult.Taken($"tally:{id}-{2 * (version - 1)}", new("case", id)),
            await log.Append(Try($"tally:{id}-{2 * (version - 1)}") with { ExpectedVersion = 0 }, Stop));
    }

    private async Task CheckPersons(List<string> acknowledged)
    {
        await using var vault = SqlitePersonVault.Open(folder["vault.db"], MasterKey.FromFile(folder["keys/master.key"]));
        foreach (var person in acknowledged.Select(line => line.Split(' ')).Where(parts => parts[0] == "person").GroupBy(parts => parts[1]))
        {
            var fields = await vault.Get(person.Key, Stop);
            Assert.NotNull(fields);
            foreach (var parts in person)
            {
                Assert.Equal("x", fields[$"f{parts[2]}"]);
                Assert.Equal([person.Key], await vault.Find(new("name", $"{person.Key} {parts[2]}"), Stop));
            }
            Assert.Contains("f" + fields["name"].Split(' ')[1], fields.Keys);   // the fields of one put came together
        }
    }

    private async Task CheckReadModel(SqliteEventLog log, string where)
    {
        var dumps = new List<string>();
        foreach (var file in new[] { "read.db", $"fresh-{Guid.NewGuid():N}.db" })
        {
            await using var engine = new ReadModel.ProjectionEngine(folder[file], log, [new TallyProjection()], TimeProvider.System);
            await engine.StartAsync(Stop);
            await engine.CaughtUp.WaitAsync(TimeSpan.FromSeconds(60), Stop);
            dumps.Add(ReadModelFixture.Dump(engine));
        }
        Assert.True(dumps[0] == dumps[1], $"{where}: the rebuilt read model differs");
    }
}
