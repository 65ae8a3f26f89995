using Telemed.Contracts;

namespace Telemed.Capacity.Tests;

/// <summary>A county hospital, its practitioners, and those who ask for its slots.</summary>
internal static class World
{
    /// <summary>A Monday, 10:00 in China.</summary>
    public static readonly DateTimeOffset Ten = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly Monday = new(2026, 11, 23);

    public static readonly BusinessCalendar Calendar = new(TimeSpan.FromHours(8), new(8, 0), new(17, 30), new HashSet<DateOnly> { Monday.AddDays(2) }, new HashSet<DateOnly>());

    public static readonly Caller Office = As("office", "county", Role.Office);

    /// <summary>Monday to Friday, 08:00 to 10:00, a quarter of an hour each: eight slots a day.</summary>
    public static SchedulePlan Plan { get; } = new([1, 2, 3, 4, 5], new(8, 0), new(10, 0), 15, 1, Quota.None, Monday);

    public static ScheduleState Schedule(SchedulePlan? plan = null, DateOnly? lastDay = null) =>
        ScheduleRules.Evolve(ScheduleRules.Initial, new ScheduleEvent.Opened("county", "内科", "p1", plan ?? Plan, lastDay));

    public static Caller As(string account, string? institution, params Role[] roles) => new(account, null, institution, null, null, roles.ToHashSet());

    /// <summary>A local time of that week in China.</summary>
    public static DateTimeOffset At(int daysFromMonday, int hour, int minute = 0) =>
        new DateTimeOffset(Monday.AddDays(daysFromMonday), new(hour, minute), TimeSpan.FromHours(8)).ToUniversalTime();
}
