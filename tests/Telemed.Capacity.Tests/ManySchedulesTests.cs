using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Capacity.Tests;

[CollectionDefinition(nameof(ManySchedulesTests), DisableParallelization = true)]
[Collection(nameof(ManySchedulesTests))]
public sealed class ManySchedulesTests
{
    /// <summary>Far above what it takes, far below what a scan of the log or a table of slots would.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task The_next_free_slot_among_a_thousand_schedules_is_found_in_no_time()
    {
        await using var hospital = await Hospital.Open();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => hospital.Owner.Transact(
            ScheduleRules.Aggregate, $"s{i:D4}", null, new($"open{i}", null, new("test"), World.Ten),
            state => ScheduleRules.Open(state, "county", $"科{i % 20}", null, World.Plan with { Quota = new(0.3m, 24) }, null, [], World.Monday), default)));
        await hospital.ReadModel.WaitFor(new("schedule", "s0999"), 1, default);
        for (var i = 0; i < 1000; i++) await hospital.ReadModel.WaitFor(new("schedule", $"s{i:D4}"), 1, default);
        Assert.Equal(100, hospital.Free(100, department: "科7").Count);   // parses what is kept from then on
        Assert.Equal(100, hospital.Free(100, department: null).Count);
        Assert.True(Median(() => hospital.Free(5, "city", "科7")) < Soon);
        Assert.True(Median(() => hospital.Free(5, "city", department: null)) < 20 * Soon);
    }

    private static TimeSpan Median(Func<IReadOnlyList<BookableCapacity>> ask)
    {
        var took = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Assert.Equal(5, ask().Count);
            took.Add(Stopwatch.GetElapsedTime(start));
        }
        took.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"median {took[4].TotalMilliseconds:F2} ms");
        return took[4];
    }
}
