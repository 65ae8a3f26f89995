using System.Text.Json.Nodes;
using Telemed.Contracts;
using Telemed.Governance;

namespace Telemed.Consultations.Tests;

public sealed class PolicyPacksTests
{
    private static readonly BusinessCalendar Calendar = World.Pack.Calendar;

    [Theory]
    [InlineData("2026-11-23T10:00", 1, "2026-11-23T11:00")]   // within a day
    [InlineData("2026-11-23T17:00", 1, "2026-11-24T09:00")]   // over night
    [InlineData("2026-11-23T22:00", 1, "2026-11-24T09:30")]   // asked at night
    [InlineData("2026-11-20T17:00", 1, "2026-11-23T09:00")]   // over a weekend
    [InlineData("2026-09-30T17:00", 1, "2026-10-08T09:00")]   // over the national holiday
    [InlineData("2026-10-09T17:00", 1, "2026-10-10T09:00")]   // a Saturday made a working day
    [InlineData("2026-02-13T10:00", 18, "2026-02-24T10:00")]  // make-up Saturday, then the spring festival
    [InlineData("2026-11-23T08:30", 9, "2026-11-23T17:30")]   // a whole day ends at closing time
    public void Working_time_is_added_by_the_calendar(string start, int hours, string due)
    {
        Assert.Equal(China(due), Calendar.Add(China(start), TimeSpan.FromHours(hours)));
        Assert.Equal(TimeSpan.FromHours(hours), Calendar.Between(China(start), China(due)));
    }

    [Fact]
    public void Nothing_lies_between_a_moment_and_an_earlier_one() => Assert.Equal(TimeSpan.Zero, Calendar.Between(China("2026-11-24T10:00"), China("2026-11-23T10:00")));

    [Theory]
    [InlineData("520115", "5201")]
    [InlineData("370102", "37")]
    [InlineData("610102", "61")]
    [InlineData("445202", "4452")]
    [InlineData("440300", "5201")]
    public void The_narrowest_region_decides(string area, string region) => Assert.Equal(region, PolicyPacks.Embedded().For(area, World.Ten).Region);

    [Fact]
    public void A_region_says_only_what_differs()
    {
        var shandong = PolicyPacks.Embedded().For("370102", World.Ten);
        Assert.Equal(TimeSpan.FromHours(8), shandong.Clock(ServiceKind.Imaging, Urgency.Routine, ClockNames.Report)!.Duration);
        Assert.Equal(World.Pack.Clock(ServiceKind.Ecg, Urgency.Emergency, ClockNames.Answer), shandong.Clock(ServiceKind.Ecg, Urgency.Emergency, ClockNames.Answer));
    }

    [Fact]
    public void A_new_version_takes_over_on_its_day()
    {
        var packs = PolicyPacks.Load([("5201-1", Base(j => j["effectiveTo"] = "2026-06-30")), ("5201-2", Next("2026-07-01"))]);
        Assert.Equal(1, packs.For("5201", China("2026-06-30T23:59")).Version);
        Assert.Equal(2, packs.For("5201", China("2026-07-01T00:00")).Version);
    }

    [Theory]
    [InlineData("2026-07-02", "Policy pack 5201-1: leaves a gap before version 2")]
    [InlineData("2026-06-30", "Policy pack 5201-1: overlaps version 2")]
    public void Dates_with_holes_are_refused(string next, string line) =>
        Assert.Equal(line, Fault(("5201-1", Base(j => j["effectiveTo"] = "2026-06-30")), ("5201-2", Next(next))));

    [Fact]
    public void A_missing_clock_is_refused() =>
        Assert.Equal("Policy pack 5201-1: clock 'answer' of Ecg/Urgent is missing", Fault(("5201-1", Base(j => j["clocks"]!["ecg"]!["urgent"]!.AsObject().Remove("answer")))));

    [Fact]
    public void An_unknown_clock_is_refused() =>
        Assert.Equal("Policy pack 5201-1: no clock is called 'lunch'", Fault(("5201-1", Base(j => j["clocks"]!["ecg"]!["urgent"]!["lunch"] = "1h escalate"))));

    [Fact]
    public void A_kind_in_two_groups_is_refused() =>
        Assert.StartsWith("Policy pack 5201-1: clock", Fault(("5201-1", Base(j => j["clocks"]!["advice"]!["kinds"]!.AsArray().Add("ecg")))), StringComparison.Ordinal);

    [Theory]
    [InlineData("approvedBy")]
    [InlineData("calendar")]
    [InlineData("fourEyes")]
    public void A_missing_member_is_refused(string member) =>
        Assert.StartsWith("Policy pack 5201-1: ", Fault(("5201-1", Base(j => j.Remove(member)))), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_JSON_is_refused() => Assert.StartsWith("Policy pack x: not JSON", Fault(("x", "{")), StringComparison.Ordinal);

    private static string Fault(params (string, string)[] packs) => Assert.Throws<PolicyPackException>(() => PolicyPacks.Load(packs)).Message;

    private static string Next(string from) => Base(j => (j["version"], j["effectiveFrom"]) = (2, from));

    private static string Base(Action<JsonObject> change)
    {
        using var reader = new StreamReader(typeof(PolicyPacks).Assembly.GetManifestResourceStream("5201-1")!);
        var json = JsonNode.Parse(reader.ReadToEnd())!.AsObject();
        change(json);
        return json.ToJsonString();
    }

    private static DateTimeOffset China(string local) => new(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
