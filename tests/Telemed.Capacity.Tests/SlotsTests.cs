using Telemed.Contracts;
using static Telemed.Capacity.Tests.World;

namespace Telemed.Capacity.Tests;

public sealed class SlotsTests
{
    [Fact]
    public void Slots_are_in_china_time()
    {
        var slots = Slots.On("s", Schedule(), Monday, Calendar).ToArray();
        Assert.Equal(8, slots.Length);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), slots[0].Start);
        Assert.Equal("s-202611230800-1", slots[0].Key.ToString());
        Assert.Equal(At(0, 9, 45), slots[^1].Start);
    }

    [Fact]
    public void A_clinic_before_eight_lies_on_its_own_day_though_it_is_yesterday_in_utc()
    {
        var early = Schedule(Plan with { From = new(6, 0), To = new(7, 0), Weekdays = [1] });
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 22, 0, 0, TimeSpan.Zero), Slots.On("s", early, Monday, Calendar).First().Start);
        Assert.Empty(Slots.On("s", early, Monday.AddDays(-1), Calendar));
    }

    [Fact]
    public void No_slots_on_other_weekdays_on_holidays_of_the_region_or_behind_the_last_day()
    {
        var schedule = Schedule(lastDay: Monday.AddDays(8));
        int[] days = [.. Enumerable.Range(-7, 21).Where(d => Slots.On("s", schedule, Monday.AddDays(d), Calendar).Any())];
        Assert.Equal([0, 1, 3, 4, 7, 8], days);
    }

    [Fact]
    public void A_rest_of_the_hours_that_holds_no_slot_is_left_out() =>
        Assert.Equal([At(0, 8), At(0, 8, 45)], Slots.On("s", Schedule(Plan with { SlotMinutes = 45 }), Monday, Calendar).Select(s => s.Start));

    [Fact]
    public void Every_slot_is_found_by_its_id_and_nothing_beside_it()
    {
        var schedule = Schedule(Plan with { PerSlot = 3, Quota = new(0.3m, 24) });
        foreach (var slot in Slots.On("s", schedule, Monday, Calendar))
        {
            Assert.True(SlotKey.TryParse(slot.Key.ToString(), out var key));
            Assert.Equal(slot, Slots.Find(key, schedule, Calendar));
        }
        DateTime eight = Monday.ToDateTime(new(8, 0));
        foreach (var (start, place) in new[] { (eight, 0), (eight, 4), (eight.AddMinutes(7), 1), (eight.AddMinutes(-15), 1), (eight.AddHours(2), 1), (eight.AddDays(2), 1) })
            Assert.Null(Slots.Find(new("s", start, place), schedule, Calendar));
    }

    [Theory]
    [InlineData("s-202611230800-01")]
    [InlineData("s-202611230800-+1")]
    [InlineData("s-202611230800- 1")]
    [InlineData("s-20261123080-1")]
    [InlineData("s-202613230800-1")]
    [InlineData("-202611230800-1")]
    [InlineData("202611230800-1")]
    [InlineData("")]
    public void A_second_spelling_of_a_slot_is_none(string id) => Assert.False(SlotKey.TryParse(id, out _));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.05, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.3, 3)]
    [InlineData(0.5, 4)]
    [InlineData(1, 8)]
    public void The_share_of_primary_care_is_never_rounded_down(double share, int kept)
    {
        var schedule = Schedule(Plan with { Quota = new((decimal)share, 24) });
        Assert.Equal(kept, Slots.On("s", schedule, Monday, Calendar).Count(s => s.KeptUntil is not null));
    }

    [Fact]
    public void What_is_kept_is_spread_over_the_day()
    {
        var schedule = Schedule(Plan with { Quota = new(0.25m, 24) });
        Assert.Equal([At(0, 8), At(0, 9)], Slots.On("s", schedule, Monday, Calendar).Where(s => s.KeptUntil is not null).Select(s => s.Start));
    }

    [Fact]
    public void A_kept_slot_is_anybodys_from_the_hour_of_release_on()
    {
        var slot = Slots.On("s", Schedule(Plan with { Quota = new(1, 48) }), Monday.AddDays(3), Calendar).First();
        var release = At(1, 8);
        Assert.Equal(CapacityRefusal.CapacityReserved, slot.Refuses(primary: false, release.AddTicks(-1)));
        Assert.Null(slot.Refuses(primary: false, release));
        Assert.Null(slot.Refuses(primary: true, release.AddTicks(-1)));
        Assert.Equal(CapacityRefusal.CapacityPast, slot.Refuses(primary: true, slot.Start));
        Assert.Null(slot.Refuses(primary: true, slot.Start.AddTicks(-1)));
    }
}
