using System.Diagnostics;
using System.Globalization;

namespace Telemed.Bench.Dicom;

/// <summary>C-STORE against a TCP copy that syncs each file, round by round; ratios are taken within a round.</summary>
internal static class StoreBench
{
    // A run during which others used more than this share of the processors is left out where there are better ones.
    private const double MostForeign = 0.2;
    // Rounds that are not counted: by then what runs often has been compiled for good, and a node runs for months.
    private const int WarmUps = 4;
    private static readonly string[] Ours = ["tcp", "node", "store"];

    /// <summary><c>store [--objects 500] [--rounds 5] [--associations 1,4] [--folder DIR] [--orthanc] [--unsynced] [--now]</c></summary>
    /// <remarks>Unsynced, dcmtk's storescp, which never syncs, is among the receivers. With <c>--now</c> nothing waits for a quiet machine, and busy runs count.</remarks>
    public static Task Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string Option(string name, string standard) => Array.IndexOf(args, name) is >= 0 and var i ? args[i + 1] : standard;
        var objects = int.Parse(Option("--objects", "500"));
        var rounds = int.Parse(Option("--rounds", "5"));
        var associations = Option("--associations", "1,4").Split(',').Select(int.Parse).ToArray();
        var root = System.IO.Directory.CreateDirectory(Path.Combine(Option("--folder", Path.GetTempPath()), $"store-bench-{Environment.ProcessId}")).FullName;
        Console.WriteLine($"{objects} objects of {CtStudy.Make(1, 0)[0].DataSet.Length / 1e6:F2} MB");
        var (synced, patient) = (!args.Contains("--unsynced"), !args.Contains("--now"));
        List<Receiver> receivers = [.. Ours.Select(kind => Receiver.OfOurs(kind, $"{root}/{kind}", synced))];
        if (!synced) receivers.Add(Receiver.StoreScp($"{root}/storescp"));
        if (args.Contains("--orthanc")) receivers.Add(Receiver.Orthanc($"{root}/orthanc", synced));
        try
        {
            var runs = Measure(receivers, associations, rounds, objects, patient);
            Report(receivers, associations, runs, patient ? MostForeign : 1);
        }
        finally
        {
            receivers.ForEach(r => r.Dispose());
            System.IO.Directory.Delete(root, recursive: true);
        }
        return Task.CompletedTask;
    }

    private static List<StoreRun> Measure(
        IReadOnlyList<Receiver> receivers, int[] associations, int rounds, int objects, bool patient)
    {
        var runs = new List<StoreRun>();
        for (var round = 1 - WarmUps; round <= rounds; round++)
            foreach (var count in associations)
            {
                var plain = CtStudy.Make(objects, run: 100 * (round + WarmUps) + count);
                var prepared = plain.Select(o => DicomSender.Prepare(o.Instance, o.DataSet)).ToArray();
                foreach (var receiver in receivers)
                {
                    if (patient) Neighbours.AwaitQuiet();
                    var (cpu, busy, own) = (receiver.Cpu, Neighbours.BusySeconds(), Neighbours.OwnSeconds());
                    var seconds = Timed(count, lane =>
                    {
                        bool Mine(int i) => i % count == lane;
                        if (receiver.Name == "tcp") TcpCopy.Send(receiver.Port, plain.Where((_, i) => Mine(i)).Select(o => o.DataSet));
                        else DicomSender.Send(receiver.Port, receiver.CalledAe, prepared.Where((_, i) => Mine(i)));
                    });
                    var foreign = (Neighbours.BusySeconds() - busy - (Neighbours.OwnSeconds() - own) - (receiver.Cpu - cpu).TotalSeconds) / seconds / Environment.ProcessorCount;
                    var used = receiver.CpuWhenIdle() - cpu;   // what is put off until after the answer counts too
                    var run = new StoreRun(receiver.Name, count, round, plain.Count / seconds, used.TotalMilliseconds / plain.Count, foreign);
                    if (round > 0) runs.Add(run);
                    Console.Error.WriteLine(run);
                }
            }
        return runs;
    }

    private static double Timed(int lanes, Action<int> lane)
    {
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, lanes).Select(i => new Thread(() =>
        {
            try
            {
                lane(i);
            }
            catch (Exception e)
            {
                lock (failures) failures.Add(e);
            }
        })).ToArray();
        var began = Stopwatch.GetTimestamp();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (failures.Count > 0) throw new AggregateException(failures);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Report(IReadOnlyList<Receiver> receivers, int[] associations, List<StoreRun> runs, double mostForeign)
    {
        Console.WriteLine($"{"receiver",-10} {"assoc",5} {"files/s",9} {"CPU ms",8} {"x tcp",7} {"peak MiB",9} {"foreign",8} {"runs",5}");
        foreach (var count in associations)
            foreach (var receiver in receivers)
            {
                var mine = runs.Where(r => r.Receiver == receiver.Name && r.Associations == count).ToArray();
                if (mine.Any(r => r.Foreign < mostForeign)) mine = [.. mine.Where(r => r.Foreign < mostForeign)];
                var yardstick = runs.Where(r => r.Receiver == "tcp" && r.Associations == count && r.Foreign < mostForeign).ToDictionary(r => r.Round);
                var ratios = mine.Where(r => yardstick.ContainsKey(r.Round)).Select(r => r.FilesPerSecond / yardstick[r.Round].FilesPerSecond).ToArray();
                var ratio = ratios.Length > 0 ? Median(ratios) : double.NaN;
                Console.WriteLine($"{receiver.Name,-10} {count,5} {Median(mine.Select(r => r.FilesPerSecond)),9:F0} "
                    + $"{Median(mine.Select(r => r.CpuMilliseconds)),8:F2} {ratio,7:F2} {receiver.PeakMiB,9:F0} {Median(mine.Select(r => r.Foreign)),8:F2} {mine.Length,5}");
            }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record StoreRun(string Receiver, int Associations, int Round, double FilesPerSecond, double CpuMilliseconds, double Foreign);
}
