using System.Runtime.CompilerServices;
using Telemed.Indicators.Targeting;
using Telemed.Testing;

namespace Telemed.Indicators.Tests;

/// <summary>What was stored once stays readable.</summary>
public sealed class StoredFactsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);
    private static readonly TargetEvent[] Examples = [new TargetEvent.Set("loop-closed-rate", "520191", 92.5m, "卫健局医政科", At), new TargetEvent.Dropped("loop-closed-rate", "520191", "卫健局医政科", At)];

    public static TheoryData<string> Types => [.. TargetRules.Aggregate.Format.Types.Keys];

    [Theory, MemberData(nameof(Types))]
    public void A_stored_sample_is_read_and_written_back(string type)
    {
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") Store(type);
        StoredSamples.RoundTrip(TargetRules.Aggregate.Format, type);
    }

    private static void Store(string type, [CallerFilePath] string file = "")
    {
        var sample = Path.Combine(Path.GetDirectoryName(file)!, "events", $"{type}.json");
        if (!File.Exists(sample)) File.WriteAllBytes(sample, TargetRules.Aggregate.Format.Write(Examples.Single(e => TargetRules.Aggregate.Format.Write(e).Type == type)).Json.ToArray());
    }
}
