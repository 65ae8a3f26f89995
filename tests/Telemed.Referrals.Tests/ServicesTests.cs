using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Referrals.Tests;

/// <summary>What happens without anybody's click: clocks, and what a crash left undone.</summary>
public sealed class ServicesTests
{
    [Fact]
    public async Task A_clock_runs_out_once_when_its_time_has_come_also_over_a_restart()
    {
        using var folder = new Folder();
        var time = new ManualTime(World.Ten);
        string id;
        await using (var desk = await Desk.Open(folder.Path, time))
        {
            id = await desk.File(Desk.Body("emergency"));
            time.Advance(TimeSpan.FromMinutes(3));
            await Until(desk, id, "clockBreached", 1);
        }
        time.Advance(TimeSpan.FromMinutes(60));   // while nobody was there
        await using (var desk = await Desk.Open(folder.Path, time))
        {
            await Until(desk, id, "secondHospitalOffered", 1);
            time.Advance(TimeSpan.FromHours(24));
            await Until(desk, id, "expired", 1);
            Assert.Equal(4, await Stored(desk, id, "referral.clockBreached"));   // reminder, answer, fallback, expiry
            Assert.True((await desk.Log.Verify(default)).Valid);
        }
    }

    [Fact]
    public async Task A_return_cut_off_by_a_crash_is_made_after_the_restart_once()
    {
        using var folder = new Folder();
        string id;
        await using (var desk = await Desk.Open(folder.Path))
        {
            id = await desk.File();
            await desk.Act("office", id, "accept");
            await desk.Act("office", id, "arrive");
            await desk.Act("doctor", id, "admit");
            await desk.Act("doctor", id, "complete", new { summary = new { diagnosis = "a", course = "b", plan = "c" } });
        }
        await CutOff(folder, id, state => Referral.ReturnDown(state, id, World.Doctor1, null, World.Plan, new("township", "全科"), null, World.DownPair, World.Pack, World.Ten));
        var down = Referral.ReturnId(id, 1);
        await using (var desk = await Desk.Open(folder.Path))
        {
            await Until(desk, down, "submitted", 1);
            Assert.Equal(1, await Stored(desk, down, "referral.drafted"));
            Assert.Equal("submitted", (string)(await desk.Get("author", $"/referrals/{id}"))["returnedBy"]!["state"]!);
        }
        // and what happened below while nobody could tell above, twice; above hears of the first before it hears of the second
        await CutOff(folder, down, state => Referral.Receive(state, World.Author, null, null, World.Pack, World.Ten.AddHours(1)));
        var received = ReferralState.Initial;
        await using (var log = Telemed.Storage.Sqlite.SqliteEventLog.Open(Path.Combine(folder.Path, "events.db")))
            received = (await new EmbeddedCaseOwner(log).Load(Referral.Aggregate, down, default)).State;
        await CutOff(folder, down, state => Referral.FollowUp(state, World.Author, null, World.Ten.AddHours(1), "好转", World.Pack, World.Ten.AddHours(1)), "2");
        await CutOff(folder, id, state => Referral.HearOfReturn(state, down, received, World.Pack, World.Ten.AddHours(1)), "3");
        await using (var desk = await Desk.Open(folder.Path))
        {
            await Until(desk, id, "returnFollowedUp", 1);
            Assert.Equal((1, 1), (await Stored(desk, id, "referral.returnReceived"), await Stored(desk, id, "referral.returnFollowedUp")));
            await desk.Act("author", id, "close");
        }
    }

    [Fact]
    public async Task What_is_counted_and_opened_is_told_in_the_order_of_the_log()
    {
        using var folder = new Folder();
        await using var desk = await Desk.Open(folder.Path);
        var id = await desk.File();
        await desk.Act("office", id, "accept", new { bedId = "bed-1" });
        await desk.Act("author", id, "depart", new { transport = new { mode = "ambulance" } });
        await desk.Act("office", id, "arrive");
        await desk.Act("author", id, "recordDeath", new { at = World.Ten });
        var steps = desk.Facts.Steps.Where(s => s.CaseId == id && !s.Step.StartsWith("clock", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            [("drafted", null), ("submitted", "difficult"), ("accepted", null), ("reserved", "bed"), ("departed", "ambulance"), ("arrived", null), ("deathRecorded", (string?)null)],
            steps.Select(s => (s.Step, s.Detail)));
        Assert.All(steps, s => Assert.Equal(("referral", "up", "township"), (s.Category, s.Case.Kind, s.Case.FromId)));
        Assert.Equal([null, "county"], steps.Take(2).Select(s => s.Case.ToId));
        Assert.Equal(("deceased", false), (steps[^1].Case.State, steps[^1].Case.Open));
        Assert.Equal([true, false], desk.Facts.Of<CapacityHeld>().Select(h => h.Held));
        Assert.Equal([true, false], desk.Facts.Of<CaseAccessChanged>().Select(c => c.Open));
        Assert.Contains(desk.Facts.Steps, s => s is { Step: "clockStarted", Detail: "answer", Due: not null });
        var stored = 0;
        await foreach (var append in desk.Log.ReadStream(new("referral", id), 0, default)) stored += append.Events.Count;
        Assert.Equal(stored, desk.Facts.Steps.Count);
    }

    /// <summary>The step is in the log; the process died before anything followed from it.</summary>
    private static async Task CutOff(Folder folder, string id, Func<ReferralState, Decision> decide, string step = "1")
    {
        await using var log = Telemed.Storage.Sqlite.SqliteEventLog.Open(Path.Combine(folder.Path, "events.db"));
        var done = await new EmbeddedCaseOwner(log).Transact(Referral.Aggregate, id, null, new($"cut-{id}-{step}", null, new("doctor", null, "county"), World.Ten), decide, default);
        Assert.IsType<Outcome<ReferralState, ReferralRefusal>.Done>(done);
    }

    private static async Task<int> Stored(Desk desk, string id, string type)
    {
        var count = 0;
        await foreach (var append in desk.Log.ReadStream(new("referral", id), 0, default)) count += append.Events.Count(e => e.Type == type);
        return count;
    }

    private static async Task Until(Desk desk, string id, string type, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var rings = desk.ReadModel.Listen(patience.Token);
        if (Seen() >= count) return;
        await foreach (var ring in rings)
            if (Seen() >= count) return;

        int Seen() => desk.ReadModel.Replay($"case:{id}", 0, 1000).Count(r => r.Type == type);
    }
}
