using System.Diagnostics;
using System.Globalization;

namespace Telemed.Bench;

/// <summary>From the start of the process to the first ready answer: with an empty folder that is seeded first, and with the folder of an earlier run.</summary>
internal static class StartBench
{
    /// <param name="args">Times; 5 when left out. Words after it go to the server.</param>
    public static async Task Run(string[] args)
    {
        var times = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var (first, again) = (new List<(TimeSpan Took, TimeSpan Processor)>(), new List<(TimeSpan Took, TimeSpan Processor)>());
        for (var i = 0; i < times; i++)
        {
            using var folder = new BenchFolder();
            first.Add(await Once(folder["data"], args.Skip(1)));
            again.Add(await Once(folder["data"], args.Skip(1)));
        }
        Say("first start, demo region seeded", first);
        Say("start on an existing folder", again);
    }

    private static async Task<(TimeSpan Took, TimeSpan Processor)> Once(string folder, IEnumerable<string> words)
    {
        var began = Stopwatch.GetTimestamp();
        await using var server = await ServerProcess.StartPlatform(folder, [.. words]);
        return (Stopwatch.GetElapsedTime(began), server.Processor);
    }

    private static void Say(string what, List<(TimeSpan Took, TimeSpan Processor)> runs)
    {
        var took = runs.Select(r => r.Took.TotalSeconds).Order().ToArray();
        Console.WriteLine($"{what,-32} median {took[took.Length / 2]:N2} s, fastest {took[0]:N2} s, slowest {took[^1]:N2} s, processor {runs.Select(r => r.Processor.TotalSeconds).Order().ElementAt(runs.Count / 2):N2} s");
    }
}
