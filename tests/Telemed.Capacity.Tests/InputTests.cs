using Telemed.Capacity.Scheduling;
using Telemed.Capacity.Listing;
using Telemed.Capacity.Wards;
using Telemed.Contracts;
using static Telemed.Capacity.Tests.World;

namespace Telemed.Capacity.Tests;

public sealed class InputTests : IAsyncLifetime
{
    private Hospital hospital = null!;

    public async ValueTask InitializeAsync() => hospital = await Hospital.Open();

    public ValueTask DisposeAsync() => hospital.DisposeAsync();

    [Fact]
    public async Task Everything_wrong_with_a_schedule_is_told_at_once()
    {
        var answer = await hospital.Ask(new OpenSchedule(hospital.By(Office), " ", null, new([8, 1], "11:30", "8:00", 0, 0, new(1.5m, -1), "23.11.2026"), "2026-02-30"));
        Assert.Equal(
            ["department", "weekdays", "slotMinutes", "perSlot", "to", "quota.primaryShare", "quota.releaseHoursBefore", "validFrom", "validTo"],
            answer.Problem!.Fields!.Select(f => f.Field));
        Assert.All(answer.Problem.Fields!, f => Assert.NotEqual(f.Text.Zh, f.Text.En));
    }

    [Theory]
    [InlineData("to", "08:00", "08:00", 15, "2026-11-23", null)]
    [InlineData("to", "09:00", "08:00", 15, "2026-11-23", null)]
    [InlineData("slotMinutes", "08:00", "08:10", 15, "2026-11-23", null)]
    [InlineData("validFrom", "08:00", "10:00", 15, "2026-11-22", null)]
    [InlineData("validTo", "08:00", "10:00", 15, "2026-11-24", "2026-11-23")]
    [InlineData("validFrom", "08:00", "10:00", 15, "9999-12-31", null)]
    public async Task Hours_that_make_no_sense_name_their_field(string field, string from, string to, int minutes, string validFrom, string? validTo)
    {
        var answer = await hospital.Ask(new OpenSchedule(hospital.By(Office), "内科", null, new([1], from, to, minutes, 1, null, validFrom), validTo));
        Assert.Equal([field], answer.Problem!.Fields!.Select(f => f.Field));
    }

    [Theory]
    [InlineData("department", "眼科", null)]
    [InlineData("practitionerId", "内科", "p9")]
    [InlineData("practitionerId", "内科", "gone")]
    public async Task Departments_and_practitioners_are_those_of_the_own_institution(string field, string department, string? practitioner)
    {
        var answer = await hospital.Ask(new OpenSchedule(hospital.By(Office), department, practitioner, Hospital.Hours()));
        Assert.Equal([field], answer.Problem!.Fields!.Select(f => f.Field));
    }

    [Fact]
    public async Task A_practitioner_is_not_planned_twice_for_one_time()
    {
        await hospital.OpenSchedule(practitioner: "p1");
        Assert.Equal("practitioner-busy", (await hospital.Ask(new OpenSchedule(hospital.By(Office), "外科", "p1", Hospital.Hours(from: "09:45", to: "11:00")))).Problem!.Code);
        await hospital.OpenSchedule(Hospital.Hours(from: "10:00", to: "11:00"), practitioner: "p1");
    }

    [Fact]
    public async Task Only_the_own_office_plans()
    {
        var schedule = await hospital.OpenSchedule();
        var bed = (await hospital.Do(new AddBeds(hospital.By(Office), "内科", "一病区", ["1床"]))).Items[0];
        foreach (var other in new[] { As("doctor", "county", Role.Physician), As("far", "city", Role.Office), As("bureau", null, Role.HealthAuthority) })
        {
            if (other.InstitutionId != "city")
            {
                Assert.Equal(403, (await hospital.Ask(new OpenSchedule(hospital.By(other), "内科", null, Hospital.Hours()))).Problem!.Status);
                Assert.Equal(403, (await hospital.Ask(new AddBeds(hospital.By(other), "内科", "一病区", ["2床"]))).Problem!.Status);
            }
            Assert.Equal(403, (await hospital.Ask(new EndSchedule(hospital.By(other), schedule.Id, "2026-11-30"))).Problem!.Status);
            Assert.Equal(403, (await hospital.Ask(new ChangeSchedule(hospital.By(other), schedule.Id, Hospital.Hours(to: "11:00")))).Problem!.Status);
            Assert.Equal(403, (await hospital.Ask(new BlockDay(hospital.By(other), schedule.Id, "2026-11-30", "x"))).Problem!.Status);
            Assert.Equal(403, (await hospital.Ask(new CloseBed(hospital.By(other), bed.Id, Close: true))).Problem!.Status);
        }
        Assert.Equal(404, (await hospital.Ask(new EndSchedule(hospital.By(Office), "none", "2026-11-30"))).Problem!.Status);
        Assert.Equal(404, (await hospital.Ask(new CloseBed(hospital.By(Office), "none", Close: true))).Problem!.Status);
    }

    [Fact]
    public async Task The_same_command_again_opens_one_schedule_and_a_stale_one_changes_nothing()
    {
        var request = new OpenSchedule(hospital.By(Office), "内科", null, Hospital.Hours());
        var (first, again) = (await hospital.Ask(request), await hospital.Ask(request));
        Assert.Equal((first.Value.Id, first.Version), (again.Value.Id, again.Version));
        Assert.Single((await hospital.Do(new ListSchedules(Office, null, null, Ended: false, null, null))).Items);
        await hospital.Do(new BlockDay(hospital.By(Office), first.Value.Id, "2026-11-30", "x"));
        Assert.Equal(412, (await hospital.Ask(new EndSchedule(hospital.By(Office) with { SeenVersion = 1 }, first.Value.Id, "2026-11-30"))).Problem!.Status);
    }

    [Fact]
    public async Task Pages_go_through_the_slots_once()
    {
        await hospital.OpenSchedule();
        await hospital.OpenSchedule(department: "外科");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await hospital.Do(new ListSlots(Office, null, null, null, null, Free: false, 7, cursor));
            seen.AddRange(page.Items.Select(s => s.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(5 * 8 * 2, seen.Count);
        Assert.Equal(seen, seen.Distinct());
        Assert.Equal(8, (await hospital.Do(new ListSlots(Office, null, null, null, "2026-11-24", Free: true, null, null))).Items.Count(s => s.Department == "外科"));
    }

    [Theory]
    [InlineData("2026-11-25", "2026-11-24")]
    [InlineData("2026-11-25", "2027-11-25")]
    [InlineData(null, "2027-11-25")]
    [InlineData("tomorrow", null)]
    public async Task A_span_of_days_that_makes_no_sense_is_told(string? from, string? to) =>
        Assert.Equal(400, (await hospital.Ask(new ListSlots(Office, null, null, from, to, Free: false, null, null))).Problem!.Status);
}
