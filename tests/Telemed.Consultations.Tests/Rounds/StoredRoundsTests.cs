using System.Runtime.CompilerServices;
using Telemed.Consultations.Rounds;
using static Telemed.Consultations.Rounds.RoundEvent;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>What was stored of a round once stays readable.</summary>
public sealed class StoredRoundsTests
{
    private static readonly RoundEvent[] Examples =
    [
        new Planned("CF261123-1", new("author", "p-author"), "township", new("city", "重症医学科", null, null), Ten.AddDays(1), Ten.AddDays(1).AddHours(2), "床旁推车", RoundWorld.Beds, Ten),
        new PlacesAdded([new("c4", "外科", "7")], "author", Ten), new Reordered(["c2", "c1"], "lead", Ten), new PlaceLeftOut("c1", "已出院", "author", Ten),
        new Postponed(Ten.AddDays(2), Ten.AddDays(2).AddHours(1), "office", Ten), new Taken("p1", "lead", Ten), new GivenBack("p1", "专家出差", "lead", Ten), new Begun("lead", Ten), new MovedTo("c1", "lead", Ten),
        new Finished([new("c3", "检查中")], "lead", Ten), new Cancelled("网络中断", "author", Ten),
    ];

    public static TheoryData<string> Types => [.. Round.Aggregate.Format.Types.Keys];

    [Theory, MemberData(nameof(Types))]
    public void A_stored_sample_is_read_and_written_back(string type)
    {
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") Store(type);
        StoredSamples.RoundTrip(Round.Aggregate.Format, type);
    }

    private static void Store(string type, [CallerFilePath] string file = "")
    {
        var sample = Path.Combine(Path.GetDirectoryName(file)!, "events", $"{type}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(sample)!);
        if (!File.Exists(sample)) File.WriteAllBytes(sample, Round.Aggregate.Format.Write(Examples.Single(e => Round.Aggregate.Format.Write(e).Type == type)).Json.ToArray());
    }
}
