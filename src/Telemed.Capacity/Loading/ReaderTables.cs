using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Capacity.Loading;

/// <summary>What one reader has open and signed today.</summary>
/// <param name="ByUrgency">Open cases of each urgency, most urgent first.</param>
/// <param name="OldestSince">When the case that waits longest was assigned.</param>
/// <param name="AtRisk">Open cases whose clock runs out within the hour.</param>
/// <param name="Breached">Open cases with a clock that has run out.</param>
/// <param name="Seconds">From assignment to signature, of each case signed today.</param>
internal sealed record Load(int[] ByUrgency, DateTimeOffset? OldestSince, int AtRisk, int Breached, IReadOnlyList<long> Seconds)
{
    public static Load None { get; } = new([0, 0, 0], null, 0, 0, []);

    public int Open => ByUrgency.Sum();

    /// <summary>Null when nothing was signed today.</summary>
    public double? MedianMinutes
    {
        get
        {
            if (Seconds.Count == 0) return null;
            var sorted = Seconds.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 120.0;
        }
    }
}

/// <summary>Reads the load of an institution's readers.</summary>
internal sealed class ReaderTables(ProjectionEngine readModel)
{
    private static readonly TimeSpan Risk = TimeSpan.FromHours(1);

    private const string OpenWork = """
        SELECT practitioner, urgency, count(*), min(since), sum(breached), sum(breached=0 AND due<=@risk)
        FROM reader_work WHERE institution=@institution AND done=0 GROUP BY practitioner, urgency
        """;

    private const string SignedToday = "SELECT practitioner, seconds FROM reader_signed WHERE institution=@institution AND day=@day";

    /// <summary>By practitioner: those who have something open or signed something today.</summary>
    public Dictionary<string, Load> Of(string institutionId, DateTimeOffset now)
    {
        using var session = readModel.Read();
        var loads = new Dictionary<string, Load>(StringComparer.Ordinal);
        var open = session.Of(OpenWork).Bind("@institution", institutionId).Bind("@risk", (now + Risk).UtcTicks);
        var signed = session.Of(SignedToday).Bind("@institution", institutionId).Bind("@day", ReaderProjection.DayOf(now));
        while (open.Step())
        {
            var (who, urgency, since) = (open.Text(0), (int)open.Number(1), new DateTimeOffset(open.Number(3), TimeSpan.Zero));
            var known = loads.GetValueOrDefault(who, Load.None);
            int[] byUrgency = [.. known.ByUrgency];
            byUrgency[urgency] += (int)open.Number(2);
            loads[who] = known with
            {
                ByUrgency = byUrgency,
                OldestSince = known.OldestSince < since ? known.OldestSince : since,
                Breached = known.Breached + (int)open.Number(4),
                AtRisk = known.AtRisk + (int)open.Number(5),
            };
        }
        foreach (var group in Signed(signed).GroupBy(s => s.Who))
            loads[group.Key] = loads.GetValueOrDefault(group.Key, Load.None) with { Seconds = [.. group.Select(s => s.Seconds)] };
        return loads;
    }

    private static List<(string Who, long Seconds)> Signed(ReadStatement rows)
    {
        var found = new List<(string, long)>();
        while (rows.Step()) found.Add((rows.Text(0), rows.Number(1)));
        return found;
    }
}
