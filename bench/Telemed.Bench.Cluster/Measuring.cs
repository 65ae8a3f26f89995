using System.Diagnostics;
using System.Globalization;

namespace Telemed.Bench.Cluster;

/// <summary>Something that many callers do again and again.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Once">One of it, by the caller of this number.</param>
internal sealed record Measure(string Name, Func<int, Task> Once);

/// <summary>Runs measures in turn, round after round, so that all of them see the same machine; rate and processor time of the whole process for each item.</summary>
internal sealed class Measuring(TimeSpan length, int rounds, string only)
{
    public const int Callers = 64;
    private readonly Dictionary<string, List<(double Rate, double Micros)>> found = [];

    /// <param name="settle">Ends when all that the work leads to is done, read models included: it counts.</param>
    /// <param name="measures">What to run.</param>
    public async Task Run(Func<Task> settle, params Measure[] measures)
    {
        var chosen = measures.Where(m => m.Name.Contains(only, StringComparison.Ordinal)).ToArray();
        for (var round = 0; round <= rounds; round++)   // the first holds compilation
            foreach (var measure in chosen)
            {
                var figure = await Once(measure, settle);
                if (round > 0) (found.TryGetValue(measure.Name, out var all) ? all : found[measure.Name] = []).Add(figure);
            }
        foreach (var name in chosen.Select(m => m.Name))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-30} {Rate(name),8:N0} /s {Micros(name),8:N1} µs   rounds {string.Join(' ', found[name].Select(f => f.Rate.ToString("N0", CultureInfo.InvariantCulture)))}"));
    }

    /// <summary>Prints the rate and processor time of one as a share of another's.</summary>
    public void Compare(string one, string other)
    {
        if (found.ContainsKey(one) && found.ContainsKey(other))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one} / {other}: rate {Rate(one) / Rate(other):F3}, processor {Micros(one) / Micros(other):F2} ({Micros(one) - Micros(other):N1} µs more)"));
    }

    private async Task<(double Rate, double Micros)> Once(Measure measure, Func<Task> settle)
    {
        await settle();
        var (count, processor, started) = (0L, Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                await measure.Once(i);
                Interlocked.Increment(ref count);
            }
        })));
        var rate = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await settle();
        return (rate, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count);
    }

    private double Rate(string name) => Median(name, f => f.Rate);

    private double Micros(string name) => Median(name, f => f.Micros);

    private double Median(string name, Func<(double Rate, double Micros), double> of) => found[name].Select(of).Order().ElementAt(found[name].Count / 2);
}
