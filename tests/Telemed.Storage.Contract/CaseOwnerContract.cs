using Telemed.Kernel;
using Xunit;
using Done = Telemed.Kernel.Outcome<Telemed.Storage.Contract.TallyState, Telemed.Storage.Contract.TallyRefusal>.Done;
using KeyReused = Telemed.Kernel.Outcome<Telemed.Storage.Contract.TallyState, Telemed.Storage.Contract.TallyRefusal>.KeyReused;
using Refused = Telemed.Kernel.Outcome<Telemed.Storage.Contract.TallyState, Telemed.Storage.Contract.TallyRefusal>.Refused;
using Stale = Telemed.Kernel.Outcome<Telemed.Storage.Contract.TallyState, Telemed.Storage.Contract.TallyRefusal>.Stale;
using Taken = Telemed.Kernel.Outcome<Telemed.Storage.Contract.TallyState, Telemed.Storage.Contract.TallyRefusal>.Taken;

namespace Telemed.Storage.Contract;

/// <summary>What every case owner must do, whichever process or grain it lives in.</summary>
public abstract class CaseOwnerContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IEventLog log = null!;
    private ICaseOwner owner = null!;

    protected abstract Task<IEventLog> OpenLog();

    /// <summary>An owner on the log, as a process of its own would have it.</summary>
    protected abstract ICaseOwner NewOwner(IEventLog log);

    public async ValueTask InitializeAsync()
    {
        log = await OpenLog();
        owner = NewOwner(log);
    }

    public abstract ValueTask DisposeAsync();

    private Task<Outcome<TallyState, TallyRefusal>> Count(string id, int by, string command, long? seen = null, string? body = null, ICaseOwner? through = null) =>
        (through ?? owner).Transact(Tally.Kind, id, seen, new(command, body, Actor.Clock, Noon), state => Tally.Count(state, by), Stop);

    private Task<Outcome<TallyState, TallyRefusal>> Rename(string id, string name, string command) =>
        owner.Transact(Tally.Kind, id, null, new(command, null, Actor.Clock, Noon), state => Tally.Rename(state, name), Stop);

    private Task<Loaded<TallyState>> Load(string id, ICaseOwner? through = null) => (through ?? owner).Load(Tally.Kind, id, Stop);

    [Fact]
    public async Task A_command_changes_the_case_and_the_log()
    {
        Assert.Equal(new Done(new(3, null), 1, false), await Count("1", 3, "c1"));
        Assert.Equal(new Done(new(7, null), 2, false), await Count("1", 4, "c2", seen: 1));
        Assert.Equal(new(new(7, null), 2), await Load("1"));
        Assert.Equal(new(new(7, null), 2), await Load("1", NewOwner(log)));
        Assert.Equal(new(Tally.Kind.Initial, 0), await Load("none"));
    }

    [Fact]
    public async Task A_refusal_and_an_empty_decision_store_nothing()
    {
        await Count("1", 900, "c1");
        Assert.Equal(new Refused(TallyRefusal.Full, new(900, null), 1), await Count("1", 200, "c2"));
        Assert.Equal(new Done(new(900, null), 1, false), await Count("1", 0, "c3"));
        Assert.Equal(new Done(new(1000, null), 2, false), await Count("1", 100, "c2"));   // a refused command may be sent again
    }

    [Fact]
    public async Task Who_has_seen_an_older_version_is_told_the_present_one()
    {
        await Count("1", 1, "c1");
        await Count("1", 1, "c2");
        Assert.Equal(new Stale(2), await Count("1", 1, "c3", seen: 1));
        Assert.Equal(new Stale(2), await Count("1", 1, "c4", seen: 9));
        Assert.Equal(2, (await Load("1")).State.Sum);
    }

    [Fact]
    public async Task A_repeated_command_gets_the_state_it_led_to_then()
    {
        await Count("1", 1, "c1", body: "b");
        await Count("1", 10, "c2");
        await Count("1", 100, "c3");
        foreach (var through in new[] { owner, NewOwner(log) })
        {
            Assert.Equal(new Done(new(1, null), 1, true), await Count("1", 1, "c1", seen: 0, body: "b", through));
            Assert.Equal(new Done(new(111, null), 3, true), await Count("1", 100, "c3", through: through));
            Assert.IsType<KeyReused>(await Count("1", 2, "c1", body: "other", through: through));
        }
        Assert.Equal(new(new(111, null), 3), await Load("1"));
    }

    [Fact]
    public async Task Many_commands_at_once_on_one_case_are_all_counted()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => Count("1", 1, $"c{i}"), Stop)));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), results.Select(r => Assert.IsType<Done>(r).Version).Order());
        Assert.Equal(200, (await Load("1")).State.Sum);
    }

    [Fact]
    public async Task Two_owners_on_one_log_lose_nothing_and_answer_from_the_present_state()
    {
        var other = NewOwner(log);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => Count("1", 1, $"c{i}", through: i % 2 == 0 ? owner : other), Stop)));
        Assert.Equal(new(new(100, null), 100), await Load("1"));
        Assert.Equal(new(new(100, null), 100), await Load("1", other));

        await Count("1", 900, "fill", through: other);
        Assert.Equal(new Refused(TallyRefusal.Full, new(1000, null), 101), await Count("1", 1, "late"));
        await Count("2", 1, "a");
        await Count("2", 1, "b", through: other);
        Assert.IsType<Done>(await Count("2", 1, "c", seen: 2));   // the caller saw what this owner had not yet
        await Count("2", 5, "d", body: "x", through: other);
        Assert.Equal(new Done(new(8, null), 4, true), await Count("2", 5, "d", body: "x"));
        await Count("2", 5, "e", body: "x", through: other);
        Assert.IsType<KeyReused>(await Count("2", 6, "e", body: "y"));
    }

    [Fact]
    public async Task A_rule_that_throws_leaves_the_case_usable()
    {
        await Count("1", 1, "c1");
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<DivideByZeroException>(() => owner.Transact<TallyState, TallyEvent, TallyRefusal>(
                Tally.Kind, "1", null, new("bad", null, Actor.Clock, Noon), _ => throw new DivideByZeroException(), Stop));
        }
        Assert.Equal(new Done(new(2, null), 2, false), await Count("1", 1, "c2").WaitAsync(TimeSpan.FromSeconds(60), Stop));
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_case_usable()
    {
        using var impatient = new CancellationTokenSource();
        using var entered = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var slow = Task.Run(() => owner.Transact(Tally.Kind, "1", null, new("slow", null, Actor.Clock, Noon), state =>
        {
            entered.Release();
            go.Wait(Stop);
            return Tally.Count(state, 1);
        }, Stop), Stop);
        await entered.WaitAsync(Stop);
        var waiting = owner.Transact(Tally.Kind, "1", null, new("waits", null, Actor.Clock, Noon), state => Tally.Count(state, 1), impatient.Token);
        Assert.False(waiting.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        go.Release();
        Assert.IsType<Done>(await slow);
        Assert.Equal(new Done(new(2, null), 2, false), await Count("1", 1, "next").WaitAsync(TimeSpan.FromSeconds(60), Stop));
    }

    [Fact]
    public async Task A_case_holds_its_claims_and_gives_them_back_when_they_change()
    {
        await Rename("1", "east", "c1");
        Assert.Equal(new Taken("tally:east", new("case", "1")), await Rename("2", "east", "c1"));
        Assert.Equal(0, (await Load("2")).Version);
        await Rename("1", "west", "c2");
        Assert.IsType<Done>(await Rename("2", "east", "c1"));
        Assert.IsType<Taken>(await Rename("1", "east", "c3"));
        Assert.Equal("west", (await Load("1")).State.Name);
    }

    [Fact]
    public async Task More_cases_than_fit_in_memory_stay_right()
    {
        for (var round = 1; round <= 3; round++)
        {
            for (var i = 0; i < 60; i++) Assert.Equal(new Done(new(round, null), round, false), await Count($"{i}", 1, $"c{round}"));
        }
        Assert.Equal(new Done(new(1, null), 1, true), await Count("7", 1, "c1"));
    }
}
