namespace Telemed.Bench.Scaling;

/// <summary>What a province needs, by simulation of its busiest minutes from measured costs: 1,000 hospitals, 5,000 doctors, 400,000 referrals and a million readings a month, ten million look-ups a day.</summary>
internal static class Province
{
    private const double Doctors = 5_000;
    private const double ReferralsAMonth = 400_000;
    private const double ReadingsAMonth = 1_000_000;
    private const double LookUpsADay = 10_000_000;

    /// <summary>Days of work in a month.</summary>
    private const double Days = 22;

    /// <summary>Share of a day in its busiest hour: out-patient clinics between nine and ten.</summary>
    private const double BusiestHour = 0.16;

    /// <summary>How often a case is opened, and how many pages of lists are read for it.</summary>
    private const double Views = 8, Lists = 12;

    private const double Burst = 3;
    private const int CoresOfANode = 8;
    private static readonly TimeSpan Wanted = TimeSpan.FromMilliseconds(200);

    /// <summary>Prints arrivals, nodes, log and memory.</summary>
    /// <param name="costs">Measured.</param>
    /// <param name="seed">Of the draw.</param>
    public static void Simulate(Costs costs, int seed)
    {
        var (referrals, readings, looks) = (Rate(ReferralsAMonth / Days), Rate(ReadingsAMonth / Days), Rate(LookUpsADay));
        var appends = referrals * costs.Referral.Appends + readings * costs.Consultation.Appends + looks * costs.Check.Appends;
        Console.WriteLine($"busiest hour ({BusiestHour:P0} of a day of {Days} a month): {referrals:N1} referrals/s, {readings:N1} readings/s, {looks:N0} look-ups/s, {appends:N0} appends/s; a minute of {Burst:N0} times as much in the middle");
        for (var nodes = 1; nodes <= 64; nodes++)
        {
            var felt = Queue.Run(OfANode(costs, nodes, referrals, readings, looks, appends), CoresOfANode, Burst, new Random(seed));
            if (felt.Busy < 0.9) Console.WriteLine($"  {nodes,2} nodes of {CoresOfANode} cores: {felt.Busy,4:P0} busy, p99 {felt.P99.TotalMilliseconds,8:N1} ms");
            if (felt.P99 > Wanted || felt.Busy > 0.7) continue;
            Console.WriteLine($"  {nodes} carry it (p99 under {Wanted.TotalMilliseconds:N0} ms through the burst); one more for the loss of one: {nodes + 1}");
            Store(costs, nodes + 1, referrals, readings, looks, appends);
            return;
        }
        Console.WriteLine("  64 nodes do not carry it");
    }

    /// <summary>Commands and reads are shared out; every node follows all appends into its own read model.</summary>
    private static Work[] OfANode(Costs costs, int nodes, double referrals, double readings, double looks, double appends)
    {
        var cases = referrals + readings;
        return
        [
            Steps(costs.Referral, referrals / nodes), Steps(costs.Consultation, readings / nodes), Steps(costs.Check, looks / nodes),
            new("views", cases * Views / nodes, costs.View, true),
            new("lists", cases * Lists / nodes, costs.List, true),
            new("follow", appends * (nodes - 1) / nodes, costs.Follow, false),
        ];
    }

    private static Work Steps(CaseCost cost, double cases) => new(cost.Name, cases * cost.Steps, cost.Processor / cost.Steps, true);

    private static void Store(Costs costs, int nodes, double referrals, double readings, double looks, double appends)
    {
        var write = referrals * costs.Referral.WriteUnits + readings * costs.Consultation.WriteUnits + looks * costs.Check.WriteUnits;
        var feed = nodes * (referrals * costs.Referral.ReadUnits + readings * costs.Consultation.ReadUnits + looks * costs.Check.ReadUnits);
        Console.WriteLine($"  Cosmos DB in the busiest hour: {write:N0} RU/s of writes, {feed:N0} RU/s for the feeds of {nodes} nodes; three times that in the burst");
        var cases = 12 * (ReferralsAMonth * costs.Referral.LogBytes + ReadingsAMonth * costs.Consultation.LogBytes);
        var checks = 365 * LookUpsADay * costs.Check.LogBytes;
        Console.WriteLine($"  log in a year: {cases / Gigabyte:N0} GB of cases, {checks / Gigabyte:N0} GB of look-ups; read model on each node {Year(costs) * costs.ReadModelBytes / Gigabyte:N0} GB a year if nothing is left out");
        Console.WriteLine($"  PostgreSQL in the burst: {appends * Burst:N0} appends/s (see cluster-log for what one server carries)");
        Console.WriteLine($"  {Doctors:N0} doctors with a live connection each: {Doctors / nodes * costs.PerConnection / Megabyte:N0} MB on each node");
    }

    private const double Gigabyte = 1024.0 * 1024 * 1024;
    private const double Megabyte = 1024.0 * 1024;

    private static double Year(Costs costs) =>
        12 * (ReferralsAMonth * costs.Referral.Appends + ReadingsAMonth * costs.Consultation.Appends) + 365 * LookUpsADay * costs.Check.Appends;

    private static double Rate(double aDay) => aDay * BusiestHour / 3600;
}
