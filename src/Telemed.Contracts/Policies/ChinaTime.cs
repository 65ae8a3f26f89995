namespace Telemed.Contracts;

/// <summary>The calendar day in China, which has one time and no summer time.</summary>
public static class ChinaTime
{
    /// <summary>Local time minus UTC.</summary>
    public static TimeSpan UtcOffset { get; } = TimeSpan.FromHours(8);

    /// <summary>The day on which that moment falls.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(UtcOffset).DateTime);
}
