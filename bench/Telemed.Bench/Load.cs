using System.Diagnostics;

namespace Telemed.Bench;

/// <summary>Rate and waiting times of one run, and the processor time of a call over all threads, which a busy machine does not change.</summary>
internal sealed record LoadResult(double PerSecond, TimeSpan Median, TimeSpan P99, TimeSpan Processor)
{
    public TimeSpan P95 { get; init; }

    public override string ToString() =>
        $"{PerSecond,9:N0}/s  p50 {Median.TotalMilliseconds,7:N2} ms  p99 {P99.TotalMilliseconds,7:N2} ms  cpu {Processor.TotalMicroseconds,6:N1} µs";
}

/// <summary>Callers that each wait for an answer before they send the next.</summary>
internal static class Load
{
    /// <param name="callers">How many at once.</param>
    /// <param name="duration">How long; a fifth of it is run before, unmeasured.</param>
    /// <param name="call">Gets the caller's number and the number of its call.</param>
    public static async Task<LoadResult> Run(int callers, TimeSpan duration, Func<int, int, Task> call)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var (began, warm, end) = (Stopwatch.GetTimestamp(), duration / 5, duration + duration / 5);
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var (own, unmeasured) = (new List<TimeSpan>(), 0);
            for (var i = 0; Stopwatch.GetElapsedTime(began) is var before && before < end; i++)
            {
                await call(caller, i);
                if (before < warm) unmeasured++;
                else own.Add(Stopwatch.GetElapsedTime(began) - before);
            }
            return (Own: own, Unmeasured: unmeasured);
        })));
        processor = Environment.CpuUsage.TotalTime - processor;
        var all = times.SelectMany(t => t.Own).Order().ToArray();
        var calls = all.Length + times.Sum(t => t.Unmeasured);
        return new(all.Length / duration.TotalSeconds, all[all.Length / 2], all[all.Length * 99 / 100], processor / calls) { P95 = all[all.Length * 95 / 100] };
    }

    /// <summary>A fixed number of calls from each caller, against a server in a process of its own; the processor time is the server's.</summary>
    public static async Task<LoadResult> Count(int callers, int calls, ServerProcess server, Func<int, int, Task> call)
    {
        var (processor, began) = (server.Processor, Stopwatch.GetTimestamp());
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var own = new List<TimeSpan>(calls);
            for (var i = 0; i < calls; i++)
            {
                var before = Stopwatch.GetTimestamp();
                await call(caller, i);
                own.Add(Stopwatch.GetElapsedTime(before));
            }
            return own;
        })));
        var (took, all) = (Stopwatch.GetElapsedTime(began), times.SelectMany(t => t).Order().ToArray());
        return new(all.Length / took.TotalSeconds, all[all.Length / 2], all[all.Length * 99 / 100], (server.Processor - processor) / all.Length) { P95 = all[all.Length * 95 / 100] };
    }
}
