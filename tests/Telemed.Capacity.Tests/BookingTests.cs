using Telemed.Capacity.Listing;
using Telemed.Capacity.Scheduling;
using Telemed.Capacity.Wards;
using Telemed.Contracts;
using static Telemed.Capacity.Tests.World;

namespace Telemed.Capacity.Tests;

/// <summary>Bookings against the real log: who claims first has it, lists follow, nothing held is lost.</summary>
public sealed class BookingTests : IAsyncLifetime
{
    private Hospital hospital = null!;

    public async ValueTask InitializeAsync() => hospital = await Hospital.Open();

    public ValueTask DisposeAsync() => hospital.DisposeAsync();

    [Fact]
    public async Task Of_64_who_want_one_slot_at_once_one_has_it()
    {
        await hospital.OpenSchedule();
        var wanted = hospital.Free(1)[0];
        Assert.Equal(hospital.Free(2)[1], hospital.Free(1, except: wanted.Id)[0]);
        var won = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => hospital.Book($"case{i}", wanted))));
        Assert.Single(won, yes => yes);
        Assert.Equal((wanted, CapacityRefusal.CapacityTaken), hospital.Capacity.Find(wanted.Id, "county", "township", Ten));
        Assert.DoesNotContain(wanted.Id, hospital.Free(50).Select(f => f.Id));
    }

    [Fact]
    public async Task Sixty_four_who_take_the_next_free_one_until_they_have_it_get_sixty_four_places()
    {
        await hospital.OpenSchedule();
        var taken = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            var lost = new HashSet<string>();
            while (true)
            {
                var next = hospital.Free(100).First(f => !lost.Contains(f.Id));
                if (await hospital.Book($"case{i}", next)) return next.Id;
                lost.Add(next.Id);
            }
        })));
        Assert.Equal(64, taken.Distinct().Count());
        Assert.Equal(64, await Held());

        async Task<int> Held() => (await Slots("2026-11-23", "2026-12-20")).Count(s => s.State == SlotState.Held);
    }

    [Fact]
    public async Task What_is_given_back_is_free_again_and_the_next_has_it()
    {
        await hospital.OpenSchedule();
        var slot = hospital.Free(1)[0];
        Assert.True(await hospital.Book("first", slot));
        Assert.NotEqual(slot.Id, hospital.Free(1)[0].Id);
        await hospital.GiveBack("first");
        Assert.Equal(slot.Id, hospital.Free(1)[0].Id);
        Assert.True(await hospital.Book("second", slot));
        await hospital.GiveBack("first");
        Assert.Equal("second", (await Slots("2026-11-24")).Single(s => s.State == SlotState.Held).HeldBy!.CaseId);
    }

    [Fact]
    public async Task A_change_of_mind_moves_the_case_from_one_slot_to_the_other()
    {
        await hospital.OpenSchedule();
        var free = hospital.Free(2);
        Assert.True(await hospital.Book("case", free[0]));
        Assert.True(await hospital.Book("case", free[1]));
        Assert.Equal(free[0].Id, hospital.Free(1)[0].Id);
        Assert.Equal([free[1].Id], (await Slots("2026-11-23", "2026-11-30")).Where(s => s.State == SlotState.Held).Select(s => s.Id));
    }

    [Fact]
    public async Task Kept_slots_go_to_primary_care_until_they_are_released()
    {
        await hospital.OpenSchedule(Hospital.Hours(kept: 1, release: 24));
        hospital.Time.Now = At(1, 7, 59);
        var wednesday = At(2, 8);
        var id = hospital.Free(20).First(f => f.Start == wednesday).Id;
        Assert.Equal(At(1, 8), hospital.Free(1, "city")[0].Start);   // today's were released yesterday
        Assert.Equal(CapacityRefusal.CapacityReserved, Find(id, "city"));
        Assert.Null(Find(id, "village"));
        Assert.All((await Slots("2026-11-25", caller: As("c", "city", Role.Office))), s => Assert.Equal(SlotState.Reserved, s.State));
        Assert.All((await Slots("2026-11-25", caller: As("t", "township", Role.Physician))), s => Assert.Equal(SlotState.Free, s.State));
        hospital.Time.Now = At(1, 8);
        Assert.Null(Find(id, "city"));
    }

    [Fact]
    public async Task Primary_care_is_offered_what_is_kept_for_it_before_what_others_could_have()
    {
        await hospital.OpenSchedule();
        var kept = (await hospital.OpenSchedule(Hospital.Hours(kept: 1, release: 24))).Id;
        var tuesday = hospital.Free(20).Where(f => f.Start > At(2, 0)).ToArray();
        Assert.StartsWith(kept, tuesday[0].Id, StringComparison.Ordinal);
        Assert.Equal(tuesday[0].Start, tuesday[1].Start);
        Assert.DoesNotContain(hospital.Free(30, "city"), f => f.Start > At(2, 8) && f.Id.StartsWith(kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slot_of_another_institution_or_none_at_all_is_unknown()
    {
        await hospital.OpenSchedule();
        var slot = hospital.Free(1)[0];
        Assert.Equal(CapacityRefusal.CapacityUnknown, hospital.Capacity.Find(slot.Id, "city", "township", Ten).Refused);
        Assert.Equal(CapacityRefusal.CapacityUnknown, Find("nonsense", "township"));
        Assert.Equal(CapacityRefusal.CapacityUnknown, Find("f00-202611230800-1", "township"));
        Assert.Equal(CapacityRefusal.CapacityPast, Find(slot.Id.Replace("0800", "0807", StringComparison.Ordinal), "township"));
        Assert.Equal(CapacityRefusal.CapacityPast, Find($"{slot.Id[..24]}-202611230800-1", "township"));   // began two hours ago
    }

    [Fact]
    public async Task A_held_slot_under_a_withdrawn_schedule_stays_held_is_shown_and_is_told_to_the_office()
    {
        var schedule = await hospital.OpenSchedule();
        var tuesday = hospital.Free(1)[0];
        Assert.True(await hospital.Book("case", tuesday));
        var blocked = await hospital.Do(new BlockDay(hospital.By(Office), schedule.Id, "2026-11-24", "外出进修"));
        Assert.Equal([new AffectedSlot(tuesday.Id, tuesday.Start!.Value, "case")], blocked.Affected);
        Assert.Empty((await hospital.Do(new UnblockDay(hospital.By(Office), schedule.Id, "2026-11-24"))).Affected!);
        Assert.Single((await hospital.Do(new EndSchedule(hospital.By(Office), schedule.Id, "2026-11-23"))).Affected!);
        var shown = Assert.Single(await Slots("2026-11-24"));
        Assert.Equal((tuesday.Id, SlotState.Held, true, "case"), (shown.Id, shown.State, shown.Withdrawn, shown.HeldBy?.CaseId));
        Assert.Empty(hospital.Free());
        await hospital.GiveBack("case");
        Assert.Empty(await Slots("2026-11-24"));
        Assert.Equal(CapacityRefusal.CapacityPast, Find(tuesday.Id, "township"));
    }

    [Fact]
    public async Task Other_hours_keep_the_held_slots_they_still_offer_and_list_the_others()
    {
        var schedule = await hospital.OpenSchedule();
        var free = hospital.Free(2);   // Tuesday 08:00 and 08:15
        Assert.True(await hospital.Book("stays", free[0]) && await hospital.Book("moves", free[1]));
        var changed = await hospital.Do(new ChangeSchedule(hospital.By(Office), schedule.Id, Hospital.Hours(minutes: 30, validFrom: "2026-11-24")));
        Assert.Equal(["moves"], changed.Affected!.Select(a => a.CaseId));
        Assert.Equal([free[0].Id, free[1].Id], (await Slots("2026-11-24")).Where(s => s.State == SlotState.Held).Select(s => s.Id));
        Assert.Equal([15, 30], [changed.SlotMinutes, Assert.Single(changed.Changes).SlotMinutes]);
    }

    [Fact]
    public async Task Who_holds_a_slot_is_told_to_its_own_institution_alone()
    {
        await hospital.OpenSchedule();
        await hospital.Book("case", hospital.Free(1)[0]);
        Assert.Equal("case", (await Slots("2026-11-24"))[0].HeldBy?.CaseId);
        Assert.Null((await Slots("2026-11-24", caller: As("t", "township", Role.Physician)))[0].HeldBy);
    }

    [Fact]
    public async Task Beds_are_taken_once_closed_beds_are_not_offered_and_a_held_one_stays_until_it_is_given_back()
    {
        var beds = (await hospital.Do(new AddBeds(hospital.By(Office), "内科", "一病区", ["1床", "2床"]))).Items;
        var free = hospital.Free(kind: CapacityKind.Bed);
        Assert.Equal(["一病区 1床", "一病区 2床"], free.Select(f => f.Label));
        var won = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => hospital.Book($"case{i}", free[0]))));
        Assert.Single(won, yes => yes);
        var winner = $"case{Array.IndexOf(won, true)}";
        await hospital.Do(new CloseBed(hospital.By(Office), beds[1].Id, Close: true, "检修"));
        Assert.Empty(hospital.Free(kind: CapacityKind.Bed));
        Assert.Equal((CapacityRefusal.CapacityTaken, CapacityRefusal.CapacityPast), (Find(beds[0].Id, "township"), Find(beds[1].Id, "township")));
        var closing = await hospital.Do(new CloseBed(hospital.By(Office), beds[0].Id, Close: true));
        Assert.Equal((BedState.Held, true, winner), (closing.State, closing.Closing, closing.HeldBy?.CaseId));
        await hospital.GiveBack(winner);
        Assert.All((await hospital.Do(new ListBeds(Office, null, null, Free: false, null, null))).Items, b => Assert.Equal(BedState.Closed, b.State));
        await hospital.Do(new CloseBed(hospital.By(Office), beds[1].Id, Close: false));
        Assert.Equal([beds[1].Id], hospital.Free(kind: CapacityKind.Bed).Select(f => f.Id));
    }

    [Fact]
    public async Task Pages_of_beds_follow_each_other_though_one_is_booked_between_them()
    {
        foreach (var ward in (string[])["二病区", "一病区"])
            await hospital.Do(new AddBeds(hospital.By(Office), "内科", ward, [.. Enumerable.Range(1, 3).Select(n => $"{n}床")]));
        var all = (await Beds(false, null, null)).Items;
        Assert.Equal(6, all.Count);
        Assert.Null((await Beds(false, 6, null)).Next);
        var first = await Beds(free: true, 5, null);
        Assert.Equal(all.Take(5).Select(b => b.Id), first.Items.Select(b => b.Id));
        Assert.True(await hospital.Book("case", hospital.Free(kind: CapacityKind.Bed).Single(b => b.Id == all[1].Id)));
        var rest = await Beds(free: true, 5, first.Next);
        Assert.Equal((all[5].Id, null), (Assert.Single(rest.Items).Id, rest.Next));
        Assert.Equal(["limit"], Faults(await hospital.Ask(new ListBeds(Office, null, null, false, 1001, null))));
        Assert.Equal(["cursor"], Faults(await hospital.Ask(new ListBeds(Office, null, null, false, null, "1"))));

        Task<Page<BedView>> Beds(bool free, int? limit, string? cursor) => hospital.Do(new ListBeds(Office, null, null, free, limit, cursor));

        static IEnumerable<string> Faults(Answer<Page<BedView>> answer) => answer.Problem!.Fields!.Select(f => f.Field);
    }

    [Fact]
    public async Task Waiting_counts_days_in_china_and_differs_for_whom_slots_are_kept()
    {
        await hospital.OpenSchedule(Hospital.Hours(kept: 1, release: 6));
        await hospital.Do(new AddBeds(hospital.By(Office), "内科", "一病区", ["1床", "2床"]));
        hospital.Time.Now = At(3, 23, 30);   // Thursday night; Friday in no more than half an hour, still today in UTC
        Assert.Equal(new(At(4, 8), 1, 2), hospital.Capacity.Waiting("county", "内科", "township", hospital.Time.Now));
        Assert.Equal(new(null, null, 2), hospital.Capacity.Waiting("county", "内科", "city", hospital.Time.Now));
        var rows = (await hospital.Do(new ListWaiting(As("t", "township", Role.Physician), null, null, "clinical"))).Items;
        Assert.Equal(("county", "内科", 1, 2), (rows[0].InstitutionId, rows[0].Department, rows[0].WaitingDays, rows[0].FreeBeds));
        Assert.Empty((await hospital.Do(new ListWaiting(Office, null, null, "imaging"))).Items);
    }

    [Fact]
    public async Task A_rebuilt_read_model_equals_the_live_one()
    {
        var schedule = await hospital.OpenSchedule(practitioner: "p1");
        await hospital.Do(new AddBeds(hospital.By(Office), "外科", "二病区", ["1床", "2床"]));
        foreach (var (slot, i) in hospital.Free(10).Select((s, i) => (s, i))) await hospital.Book($"case{i}", slot);
        await hospital.Book("bed", hospital.Free(1, department: null, kind: CapacityKind.Bed)[0]);
        for (var i = 0; i < 10; i += 3) await hospital.GiveBack($"case{i}");
        await hospital.Do(new ChangeSchedule(hospital.By(Office), schedule.Id, Hospital.Hours(validFrom: "2026-12-01", to: "11:00")));
        await hospital.Do(new BlockDay(hospital.By(Office), schedule.Id, "2026-11-26", "会议"));
        var (live, free) = (hospital.Dump(), hospital.Free(100).Select(f => f.Id).ToArray());
        await hospital.ReadModel.Rebuild(default);
        Assert.Equal(live, hospital.Dump());
        Assert.Equal(free, hospital.Free(100).Select(f => f.Id));
        Assert.Equal(8, live.Split('\n').Count(l => l.Contains("case", StringComparison.Ordinal) || l.Contains("|bed", StringComparison.Ordinal)) + 1);
    }

    private CapacityRefusal? Find(string id, string asking) => hospital.Capacity.Find(id, "county", asking, hospital.Time.Now).Refused;

    private async Task<IReadOnlyList<SlotView>> Slots(string from, string? to = null, Caller? caller = null) =>
        (await hospital.Do(new ListSlots(caller ?? Office, "county", null, from, to ?? from, Free: false, null, null))).Items;
}
