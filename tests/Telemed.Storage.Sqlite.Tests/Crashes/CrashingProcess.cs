using System.Globalization;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>Writes cases and persons as fast as it can and says on its output what was acknowledged, until it is killed.</summary>
internal static class CrashingProcess
{
    public const string Argument = "crash-child";
    private const int Writers = 24;
    private const int PerCase = 100;

    public static async Task Run(string folder, string round)
    {
        await using var log = SqliteEventLog.Open(Path.Combine(folder, "events.db"));
        var vaultFile = Path.Combine(folder, "vault.db");
        await using var vault = SqlitePersonVault.Open(vaultFile, MasterKey.FromFileOrNew(Path.Combine(folder, "keys", "master.key"), vaultFile));
        await using var readModel = new ProjectionEngine(Path.Combine(folder, "read.db"), log, [new TallyProjection()], TimeProvider.System);
        await readModel.StartAsync(CancellationToken.None);
        var owner = new EmbeddedCaseOwner(log);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var id = $"r{round}-w{writer}-{i / PerCase}";
                if (writer % 6 == 0) await Person(vault, id, i);
                await Command(owner, id, $"c{i}");
            }
        })));
    }

    /// <summary>Two facts that belong together, and the name of the day that only one case may bear.</summary>
    private static async Task Command(EmbeddedCaseOwner owner, string id, string command)
    {
        var outcome = await owner.Transact(Tally.Kind, id, null, new(command, null, Actor.Clock, new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)), state =>
            Decision<TallyEvent, TallyRefusal>.All(new TallyEvent.Counted(1), new TallyEvent.Counted(1), new TallyEvent.Named($"{id}-{state.Sum}")), default);
        var done = (Outcome<TallyState, TallyRefusal>.Done)outcome;
        Say($"case {id} {done.Version} {command} {done.State.Name}");
    }

    private static async Task Person(SqlitePersonVault vault, string id, int i)
    {
        await vault.Put(id, new Dictionary<string, string> { ["name"] = $"姓名 {i}", [$"f{i}"] = "x" }, [new("name", $"{id} {i}")], CancellationToken.None);
        Say($"person {id} {i}");
    }

    private static void Say(string line) => Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{line}\n"));
}
