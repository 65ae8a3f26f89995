namespace Telemed.Contracts;

/// <summary>Working time of a region: opening hours on working days, with holidays and make-up working days (调休) as data.</summary>
/// <param name="UtcOffset">Local time minus UTC; China has no summer time.</param>
/// <param name="Opens">Start of a working day, local time.</param>
/// <param name="Closes">End of a working day, local time; later than <paramref name="Opens"/>.</param>
/// <param name="Holidays">Days off beside Saturdays and Sundays.</param>
/// <param name="MakeUpWorkdays">Saturdays and Sundays that are working days.</param>
public sealed record BusinessCalendar(
    TimeSpan UtcOffset, TimeOnly Opens, TimeOnly Closes, IReadOnlySet<DateOnly> Holidays, IReadOnlySet<DateOnly> MakeUpWorkdays)
{
    /// <summary>Working time of one working day.</summary>
    public TimeSpan DayLength => Closes - Opens;

    /// <summary>Open on that local day.</summary>
    public bool IsWorkday(DateOnly day) =>
        MakeUpWorkdays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day));

    /// <summary>The moment at which that much working time has passed; a start outside working time counts from the next opening.</summary>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan workingTime)
    {
        var left = workingTime;
        for (var day = LocalDay(start); ; day = day.AddDays(1))
        {
            if (!IsWorkday(day)) continue;
            var (from, to) = Window(day, start);
            if (from > to) continue;
            if (left <= to - from) return from + left;
            left -= to - from;
        }
    }

    /// <summary>Working time between two moments; zero when the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset start, DateTimeOffset end)
    {
        var sum = TimeSpan.Zero;
        for (var day = LocalDay(start); day <= LocalDay(end); day = day.AddDays(1))
        {
            if (!IsWorkday(day)) continue;
            var (from, to) = Window(day, start);
            if (to > end) to = end;
            if (to > from) sum += to - from;
        }
        return sum;
    }

    private DateOnly LocalDay(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(UtcOffset).DateTime);

    private (DateTimeOffset From, DateTimeOffset To) Window(DateOnly day, DateTimeOffset notBefore)
    {
        var opens = new DateTimeOffset(day.ToDateTime(Opens), UtcOffset).ToUniversalTime();
        var closes = new DateTimeOffset(day.ToDateTime(Closes), UtcOffset).ToUniversalTime();
        return (opens > notBefore ? opens : notBefore.ToUniversalTime(), closes);
    }
}
