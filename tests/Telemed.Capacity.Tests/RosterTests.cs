using System.Text.Json;
using Telemed.Capacity.Loading;
using Telemed.Capacity.Rostering;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Capacity.Tests.World;

namespace Telemed.Capacity.Tests;

/// <summary>The roster, its calls and the load of its readers on a real log and read model.</summary>
public sealed class RosterTests : IAsyncLifetime
{
    private static readonly Caller Doctor = As("doctor", "county", Role.Physician);
    private static readonly Caller Partner = As("partner", "township", Role.Office);
    private Hospital hospital = null!;

    public async ValueTask InitializeAsync() => hospital = await Hospital.Open();

    public ValueTask DisposeAsync() => hospital.DisposeAsync();

    [Fact]
    public async Task The_house_sees_its_roster_and_a_partner_only_that_somebody_is_on_duty()
    {
        await Put("r1", "08:00", "20:00", "2026-11-23", "2026-11-24");
        await Put("r2", "20:00", "08:00", "2026-11-23");
        var week = await hospital.Do(new ListShifts(Doctor, "county", "2026-11-23", "2026-11-29", null, null, null));
        Assert.Equal([("r1", false, true), ("r2", true, false), ("r1", false, false)], week.Items.Select(s => (s.Practitioner.Id, s.Overnight, s.Now)));
        Assert.All(week.Items, s => Assert.Equal(2, s.Version));
        var cover = await hospital.Do(new GetCover(Partner, "county"));
        Assert.Equal([ServiceKind.Imaging], cover.OnDuty);
        Assert.False(cover.MaySee || cover.MayKeep);
        foreach (var (caller, request) in new (Caller, MediatR.IRequest<Answer<Page<ShiftView>>>)[]
        {
            (Partner, new ListShifts(Partner, "county", null, null, null, null, null)),
            (Doctor, new AddShifts(hospital.By(Doctor), "county", Body("r1", "08:00", "20:00", "2026-11-26"))),
        })
            Assert.Equal(Problem.Forbidden, (await hospital.Ask(request)).Problem);
        hospital.Time.Now = At(1, 9);
        Assert.Equal([ServiceKind.Imaging], (await hospital.Do(new GetCover(Partner, "county"))).OnDuty);
        hospital.Time.Now = At(1, 20);
        Assert.Empty((await hospital.Do(new GetCover(Partner, "county"))).OnDuty);
    }

    [Fact]
    public async Task The_last_night_of_a_week_stands_in_the_way_of_the_next_weeks_morning()
    {
        await Put("r1", "20:00", "08:00", "2026-11-29");
        var refused = (await hospital.Ask(new AddShifts(hospital.By(Office), "county", Body("r1", "07:00", "12:00", "2026-11-30")))).Problem;
        Assert.Equal(("shifts-overlap", "from"), (refused!.Code, refused.Fields![0].Field));
        await Put("r1", "08:00", "12:00", "2026-11-30");
    }

    [Fact]
    public async Task A_copied_week_tells_whom_it_left_out_and_a_retry_is_told_the_same()
    {
        await Put("r1", "08:00", "20:00", "2026-11-24", "2026-11-25");
        await Put("r2", "08:00", "20:00", "2026-11-24");
        await Put("r2", "12:00", "13:00", "2026-12-01");
        var copy = new CopyWeek(hospital.By(Office), "county", "2026-11-26", null);
        for (var i = 0; i < 2; i++)
        {
            var copied = await hospital.Do(copy);
            Assert.Equal([new(2026, 12, 1), new DateOnly(2026, 12, 2)], copied.Shifts.Select(s => s.Day));
            Assert.Equal([("r2", "shifts-overlap")], copied.Left.Select(l => (l.Practitioner.Id, l.Code)));
        }
        Assert.Equal(3, (await hospital.Do(new ListShifts(Doctor, "county", "2026-11-30", null, null, null, null))).Items.Count);
    }

    [Fact]
    public async Task An_emergency_calls_who_is_on_duty_by_then_and_a_rebuilt_read_model_the_same()
    {
        await Put("r1", "08:00", "20:00", "2026-11-23", "2026-11-24");
        await Put("r2", "20:00", "08:00", "2026-11-23");
        await PutBackup("r2", "10:00", "18:00", "2026-11-24");
        await Step("noon", "submitted", At(0, 12));
        await Step("night", "submitted", At(1, 2));
        await Step("noon", "escalated", At(1, 11));
        await Step("backup", "redirected", At(1, 17), urgency: Urgency.Urgent);
        await Step("nobody", "submitted", At(1, 23));
        await Step("heart", "submitted", At(0, 12), kind: "ecg");
        Assert.Equal([("noon", "r1"), ("night", "r2"), ("noon", "r2")], Calls());
        var shift = (await hospital.Do(new ListShifts(Doctor, "county", "2026-11-24", "2026-11-24", null, null, null))).Items.First(s => s.Practitioner.Id == "r1");
        await hospital.Do(new RemoveShift(hospital.By(Office), "county", shift.Id));
        await Step("backup", "redirected", At(1, 17));
        Assert.Equal(("backup", "r2"), Calls()[^1]);
        var live = hospital.Dump();
        await hospital.ReadModel.Rebuild(default);
        await hospital.ReadModel.CaughtUp;
        Assert.Equal(live, hospital.Dump());
    }

    [Fact]
    public async Task The_load_of_each_reader_is_what_a_recount_of_all_steps_says()
    {
        var random = new Random(7);
        var cases = new Dictionary<string, Recount>();
        var signed = new List<(string Who, string Case, DateTimeOffset At, double Minutes)>();
        for (var step = 0; step < 300; step++)
        {
            var at = At(-1, 20).AddMinutes(step * 3);   // from the evening before to this morning
            var id = $"case{random.Next(25)}";
            var known = cases.TryGetValue(id, out var found) ? found : cases[id] = new((Urgency)random.Next(3), []);
            string[] owing = random.Next(4) switch { 0 => [], 1 => ["r1"], 2 => ["r2"], _ => ["r1", "r2"] };
            string[] signs = random.Next(3) == 0 ? [.. known.Readers.Keys.Take(1)] : [];
            var (rewritten, breached, due) = (signs.Length == 0 && random.Next(3) == 0, random.Next(5) == 0, at.AddMinutes(random.Next(1, 900)));
            await TellingProjection.Tell(hospital, id, new TellingEvent.Work(new(
                id, "county", ServiceKind.Imaging, known.Urgency, owing, due, breached, signs, rewritten, at)), at);
            foreach (var who in signs)
            {
                signed.Add((who, id, at, (at - known.Readers[who].Since).TotalMinutes));
                known.Readers[who] = known.Readers[who] with { Done = true };
            }
            foreach (var who in known.Readers.Keys.Except(owing).ToArray()) known.Readers.Remove(who);
            foreach (var who in owing) known.Readers[who] = known.Readers.TryGetValue(who, out var before) ? before with { Done = before.Done && !rewritten } : new(at, false);
            (known.Due, known.Breached) = (due, breached);
        }
        hospital.Time.Now = At(0, 10, 57);
        var load = (await hospital.Do(new ListLoad(Doctor, "county", null, null, null))).Items.ToDictionary(r => r.PractitionerId);
        foreach (var who in new[] { "r1", "r2" })
        {
            var (now, told) = (hospital.Time.Now, load[who]);
            var open = cases.Values.Where(c => c.Readers.TryGetValue(who, out var r) && !r.Done).ToArray();
            Assert.Equal(
                (open.Length, new UrgencyFigures(open.Count(c => c.Urgency == Urgency.Emergency), open.Count(c => c.Urgency == Urgency.Urgent), open.Count(c => c.Urgency == Urgency.Routine))),
                (told.Open, told.ByUrgency));
            Assert.Equal((open.Count(c => c.Breached), open.Count(c => !c.Breached && c.Due <= now.AddHours(1))), (told.Breached, told.AtRisk));
            Assert.Equal(open.Min(c => (DateTimeOffset?)c.Readers[who].Since), told.OldestSince);
            var today = signed.Where(s => s.Who == who && ChinaTime.Day(s.At) == Monday).DistinctBy(s => s.Case).Select(s => s.Minutes).Order().ToArray();
            Assert.True(today.Length > 3 && signed.Count(s => s.Who == who) > today.Length);
            Assert.Equal(today.Length, told.SignedToday);
            Assert.Equal((today[(today.Length - 1) / 2] + today[today.Length / 2]) / 2, told.MedianMinutes!.Value, 6);
        }
    }

    [Fact]
    public async Task Signatures_are_kept_while_they_are_asked_for()
    {
        var days = Enumerable.Range(0, 5).Select(day => At(day, 10)).ToArray();
        foreach (var at in days) await Sign("county", at);
        await Sign("city", days[0]);
        await Sign("city", At(2, 0).AddTicks(-1));   // the last moment of the second day
        Assert.Equal(["city 2026-11-23", "city 2026-11-24", "county 2026-11-26", "county 2026-11-27"], Signed());
        hospital.Time.Now = days[4];
        Assert.Equal(1, (await hospital.Do(new ListLoad(Doctor, "county", null, null, null))).Items.Single(r => r.PractitionerId == "r1").SignedToday);
        await hospital.ReadModel.Rebuild(default);
        Assert.Equal(4, Signed().Count);

        async Task Sign(string house, DateTimeOffset at)
        {
            var id = $"{house}-{at.UtcTicks}";
            await TellingProjection.Tell(hospital, id, new TellingEvent.Work(Work([], at.AddHours(-1))), at);
            await TellingProjection.Tell(hospital, id, new TellingEvent.Work(Work(["r1"], at)), at);

            CaseWork Work(string[] signs, DateTimeOffset told) => new(id, house, ServiceKind.Imaging, Urgency.Routine, ["r1"], null, false, signs, false, told);
        }

        List<string> Signed()
        {
            using var db = hospital.ReadModel.OpenReader();
            using var command = db.CreateCommand();
            command.CommandText = "SELECT institution || ' ' || day FROM reader_signed ORDER BY 1";
            using var rows = command.ExecuteReader();
            var found = new List<string>();
            while (rows.Read()) found.Add(rows.GetString(0));
            return found;
        }
    }

    [Fact]
    public async Task Whoever_is_on_duty_comes_first_and_then_whoever_has_the_least_to_do()
    {
        await PutBackup("r2", "08:00", "20:00", "2026-11-23");
        await Owe("one", "p1");
        await Owe("two", "r2");
        await Owe("three", "r2");
        Assert.Equal([("r2", 2, DutyLine.Backup), ("p1", 1, null)], await Load(null));
        await Put("r1", "08:00", "20:00", "2026-11-23");
        Assert.Equal([("r1", 0, DutyLine.First), ("r2", 2, DutyLine.Backup), ("p1", 1, null)], await Load("imaging"));
        Assert.Equal([("r1", 0, null), ("p1", 1, null), ("r2", 2, null)], await Load("ecg"));

        async Task<IEnumerable<(string, int, DutyLine?)>> Load(string? service) =>
            (await hospital.Do(new ListLoad(Office, "county", service, null, null))).Items.Select(r => (r.PractitionerId, r.Open, r.Duty?.Line));

        Task Owe(string id, string who) => TellingProjection.Tell(
            hospital, id, new TellingEvent.Work(new(id, "county", ServiceKind.Imaging, Urgency.Routine, [who], null, false, [], false, Ten)), Ten);
    }

    private Task Put(string who, string from, string to, params string[] days) => Put(who, from, to, days, "first");

    private Task PutBackup(string who, string from, string to, string day) => Put(who, from, to, [day], "backup");

    private async Task Put(string who, string from, string to, string[] days, string line) =>
        Assert.Equal(days.Length, (await hospital.Do(new AddShifts(hospital.By(Office), "county", Body(who, from, to, days) with { Line = line }))).Items.Count);

    private static ShiftBody Body(string who, string from, string to, params string[] days) => new(who, ["imaging"], null, days, from, to, null);

    private Task Step(string id, string step, DateTimeOffset at, Urgency urgency = Urgency.Emergency, string kind = "imaging") => TellingProjection.Tell(
        hospital, id, new TellingEvent.Step(new("consultation", id, step, at, "township", new(id, kind, urgency, "submitted", true, "patient", "township", "county", null, null, null))), at);

    private List<(string Case, string Called)> Calls() =>
        [.. hospital.ReadModel.Replay("called", 0, 100).Select(r => JsonSerializer.Deserialize<DutyCalled>(r.DataJson, StoredJson.Options)!).Select(c => (c.CaseId, string.Join(',', c.PractitionerIds)))];

    private sealed class Recount(Urgency urgency, Dictionary<string, Owing> readers)
    {
        public Urgency Urgency { get; } = urgency;

        public Dictionary<string, Owing> Readers { get; } = readers;

        public DateTimeOffset Due { get; set; }

        public bool Breached { get; set; }
    }

    private sealed record Owing(DateTimeOffset Since, bool Done);
}
