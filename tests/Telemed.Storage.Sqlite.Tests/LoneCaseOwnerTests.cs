using Telemed.Kernel;
using Telemed.Storage.Contract;
using Done = Telemed.Kernel.Outcome<Telemed.Storage.Contract.TallyState, Telemed.Storage.Contract.TallyRefusal>.Done;
using Refused = Telemed.Kernel.Outcome<Telemed.Storage.Contract.TallyState, Telemed.Storage.Contract.TallyRefusal>.Refused;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>An owner that knows itself to be alone answers from memory, and the memory must be what lies in the log.</summary>
public sealed class LoneCaseOwnerTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder folder = new();
    private readonly SqliteEventLog log;
    private readonly EmbeddedCaseOwner owner;

    public LoneCaseOwnerTests()
    {
        log = SqliteEventLog.Open(folder["events.db"]);
        owner = new(log, alone: true);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<Outcome<TallyState, TallyRefusal>> Count(string id, int by, string command, CancellationToken cancellationToken) =>
        owner.Transact(Tally.Kind, id, null, new(command, null, Actor.Clock, Noon), state => Tally.Count(state, by), cancellationToken);

    [Fact]
    public async Task What_is_in_memory_is_answered_without_the_log()
    {
        await Count("1", 900, "c1", Stop);
        await log.DisposeAsync();
        Assert.Equal(new(new(900, null), 1), await owner.Load(Tally.Kind, "1", Stop));
        Assert.Equal(new Refused(TallyRefusal.Full, new(900, null), 1), await Count("1", 200, "c2", Stop));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => new EmbeddedCaseOwner(log).Load(Tally.Kind, "1", Stop));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_memory_and_log_alike()
    {
        for (var i = 0; i < 50; i++)
        {
            await Count($"{i}", 1, "first", Stop);
            using var impatient = new CancellationTokenSource();
            var given = Count($"{i}", 10, "second", impatient.Token);
            await impatient.CancelAsync();
            await owner.Load(Tally.Kind, $"{i}", Stop);
            await given.ContinueWith(_ => { }, Stop, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        await Count("end", 1, "last", Stop);   // behind everything that was still on its way to the disk
        for (var i = 0; i < 50; i++)
            Assert.Equal(await new EmbeddedCaseOwner(log).Load(Tally.Kind, $"{i}", Stop), await owner.Load(Tally.Kind, $"{i}", Stop));
    }

    [Fact]
    public async Task A_load_is_never_older_than_what_was_acknowledged()
    {
        var writing = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                var done = Assert.IsType<Done>(await Count("1", 1, $"{w}-{i}", Stop));
                var seen = await owner.Load(Tally.Kind, "1", Stop);
                Assert.True(seen.Version >= done.Version);
                Assert.Equal(seen.Version, seen.State.Sum);
            }
        }, Stop));
        await Task.WhenAll(writing);
    }

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        folder.Dispose();
    }
}
