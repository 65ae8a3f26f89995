using Telemed.Testing;

namespace Telemed.Capacity.Tests;

/// <summary>What was stored once stays readable.</summary>
public sealed class StoredFactsTests
{
    public static TheoryData<string> Schedules => [.. ScheduleRules.Aggregate.Format.Types.Keys];

    public static TheoryData<string> Wards => [.. WardRules.Aggregate.Format.Types.Keys];

    public static TheoryData<string> Rosters => [.. RosterRules.Aggregate.Format.Types.Keys];

    [Theory, MemberData(nameof(Rosters))]
    public void A_stored_sample_of_a_roster_is_read_and_written_back(string type) => StoredSamples.RoundTrip(RosterRules.Aggregate.Format, type);

    [Theory, MemberData(nameof(Schedules))]
    public void A_stored_sample_of_a_schedule_is_read_and_written_back(string type) => StoredSamples.RoundTrip(ScheduleRules.Aggregate.Format, type);

    [Theory, MemberData(nameof(Wards))]
    public void A_stored_sample_of_a_ward_is_read_and_written_back(string type) => StoredSamples.RoundTrip(WardRules.Aggregate.Format, type);
}
