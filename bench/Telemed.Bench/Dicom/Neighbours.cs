using System.Diagnostics;
using System.Globalization;

namespace Telemed.Bench.Dicom;

/// <summary>What the rest of the machine is doing, so that a run that others disturbed can be told from one they did not.</summary>
internal static class Neighbours
{
    /// <summary>Seconds of processor time used by everything since the start of the machine.</summary>
    public static double BusySeconds()
    {
        if (!File.Exists("/proc/stat")) return 0;
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) / 100;   // less idle and waiting for the disk
    }

    /// <summary>Waits, for a while, until others use less than a fifth of the processors.</summary>
    public static void AwaitQuiet()
    {
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var (busy, own, began) = (BusySeconds(), OwnSeconds(), Stopwatch.GetTimestamp());
            Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System).Wait();
            if (BusySeconds() - busy - (OwnSeconds() - own) < 0.2 * Environment.ProcessorCount * Stopwatch.GetElapsedTime(began).TotalSeconds) return;
        }
    }

    public static double OwnSeconds()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }
}
