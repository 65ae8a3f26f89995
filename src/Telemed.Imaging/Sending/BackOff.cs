namespace Telemed.Imaging.Sending;

/// <summary>How long a destination that failed is left alone. Pure.</summary>
public static class BackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Doubles from <paramref name="first"/> to ten minutes, give or take a quarter, so that many senders do not come back together.</summary>
    /// <param name="failures">Failures in a row, from 1.</param>
    /// <param name="first">After the first.</param>
    /// <param name="chance">Evenly spread, 0 inclusive to 1 exclusive.</param>
    public static TimeSpan After(int failures, TimeSpan first, double chance)
    {
        double seconds = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (0.75 + (chance / 2)));
    }
}
