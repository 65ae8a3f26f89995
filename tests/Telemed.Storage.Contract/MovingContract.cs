using Telemed.Kernel;
using Xunit;

namespace Telemed.Storage.Contract;

/// <summary>What every store must do to be moved out of and into; the other side is a simple store in memory.</summary>
public abstract class MovingContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store's log, open for appends; closed before rows are moved.</summary>
    protected abstract Task<IEventLog> OpenLog();

    protected abstract Task CloseLog(IEventLog log);

    /// <summary>The same log as rows.</summary>
    protected abstract Task<IPortableLog> OpenRows();

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public abstract ValueTask DisposeAsync();

    private async Task Fill(int cases, int each)
    {
        var log = await OpenLog();
        var owner = new EmbeddedCaseOwner(log);
        for (var i = 0; i < each; i++)
            for (var c = 0; c < cases; c++)
                await owner.Transact(Tally.Kind, $"{c}", null, new($"c{c}-{i}", null, Actor.Clock, Noon), state => i == 1 ? Tally.Rename(state, $"name{c}") : Tally.Count(state, i), Stop);
        await CloseLog(log);
    }

    [Fact]
    public async Task What_went_out_and_came_back_is_the_same_and_goes_on()
    {
        await Fill(cases: 7, each: 5);
        var outside = new RowsInMemory();
        var copied = await StoreCopier.Copy(await OpenRows(), outside, _ => { }, Stop);
        Assert.Equal((35L - 7, 7), (copied.Appends, copied.Keys));   // counting nothing appends nothing
        Assert.Equal(copied, await StoreCopier.DigestOf(await OpenRows(), Stop));
        var again = await StoreCopier.Copy(await OpenRows(), outside, _ => { }, Stop);   // a second run adds nothing
        Assert.Equal(copied, again);
    }

    [Fact]
    public async Task What_came_in_from_elsewhere_verifies_holds_its_keys_and_goes_on()
    {
        var outside = RowsInMemory.With(cases: 6, each: 4);
        var into = new Halting(await OpenRows(), rows: 9);
        await Assert.ThrowsAsync<IOException>(() => StoreCopier.Copy(outside, into, _ => { }, Stop));   // cut off in the middle
        var copied = await StoreCopier.Copy(outside, await OpenRows(), _ => { }, Stop);
        Assert.Equal(await StoreCopier.DigestOf(outside, Stop), copied);
        var log = await OpenLog();
        Assert.True((await log.Verify(Stop)).Valid);
        var owner = new EmbeddedCaseOwner(log);
        Assert.Equal("name3", (await owner.Load(Tally.Kind, "3", Stop)).State.Name);
        Assert.Equal(
            new Outcome<TallyState, TallyRefusal>.Taken("tally:name3", new("case", "3")),
            await owner.Transact(Tally.Kind, "5", null, new("wants", null, Actor.Clock, Noon), state => Tally.Rename(state, "name3"), Stop));
        Assert.IsType<Outcome<TallyState, TallyRefusal>.Done>(await owner.Transact(Tally.Kind, "3", null, new("gives", null, Actor.Clock, Noon), state => Tally.Rename(state, "other"), Stop));
        Assert.IsType<Outcome<TallyState, TallyRefusal>.Done>(await owner.Transact(Tally.Kind, "5", null, new("takes", null, Actor.Clock, Noon), state => Tally.Rename(state, "name3"), Stop));
        Assert.True(Assert.IsType<AppendResult.Appended>(await log.Append(new(new("case", "3"), 0, new("c3-0", null, Actor.Clock, Noon), [Tally.Kind.Format.Write(new TallyEvent.Counted(1))], [], []), Stop)).Repeated);
        await CloseLog(log);
    }

    [Fact]
    public async Task A_target_that_holds_another_log_is_left_alone()
    {
        await Fill(cases: 2, each: 3);
        var before = await StoreCopier.DigestOf(await OpenRows(), Stop);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await StoreCopier.Copy(RowsInMemory.With(cases: 9, each: 4), await OpenRows(), _ => { }, Stop));
        Assert.Equal(before.Keys, (await StoreCopier.DigestOf(await OpenRows(), Stop)).Keys);
    }

    /// <summary>Breaks after some rows.</summary>
    private sealed class Halting(IPortableLog log, int rows) : IPortableLog
    {
        private int left = rows;

        public Task<long> Count(CancellationToken cancellationToken) => log.Count(cancellationToken);

        public Task Read(long skip, Func<IReadOnlyList<LogRow>, Task> take, Func<IReadOnlyList<HeldKey>, Task> keys, CancellationToken cancellationToken) => log.Read(skip, take, keys, cancellationToken);

        public async Task Write(IReadOnlyList<LogRow> page, CancellationToken cancellationToken)
        {
            await log.Write([.. page.Take(left)], cancellationToken);
            if ((left -= page.Count) < 0) throw new IOException("cut off");
        }

        public Task WriteKeys(IReadOnlyList<HeldKey> keys, CancellationToken cancellationToken) => log.WriteKeys(keys, cancellationToken);
    }
}
