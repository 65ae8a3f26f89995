using System.Diagnostics;
using System.Globalization;
using Telemed.Bench.Dicom;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Bench.Dimse;

/// <summary>Sending a CT over one association on a line with delay, with one object unanswered at a time and with several, in turn in the same run.</summary>
internal static class SendBench
{
    private static readonly ushort[] Windows = [1, 8, 16];

    /// <param name="args">Objects of a series (60), round trip in milliseconds (40), megabits a second (100; 0 does not hold back), rounds (3).</param>
    public static async Task Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int Option(int at, int standard) => args.Length > at ? int.Parse(args[at]) : standard;
        var (objects, trip, megabits, rounds) = (Option(0, 60), TimeSpan.FromMilliseconds(Option(1, 40)), Option(2, 100), Option(3, 3));
        var study = CtStudy.Make(objects, 1);
        await using var node = await DiscardingNode.Start();
        await using var line = new DelayedLink(node.Port, trip, megabits == 0 ? null : megabits * 125_000L);
        Console.WriteLine($"{objects} objects of {study[0].DataSet.Length / 1e6:F2} MB, round trip {trip.TotalMilliseconds:F0} ms, {(megabits == 0 ? "no limit" : $"{megabits} Mbit/s")}");
        for (int round = 0; round <= rounds; round++)
        {
            double alone = 0;
            foreach (ushort window in Windows)
            {
                double seconds = await Send(line.Port, study, window);
                if (window == 1) alone = seconds;
                if (round > 0) Console.WriteLine($"  round {round}, window {window,2}: {objects / seconds,6:F1} objects/s  {alone / seconds,5:F2} x window 1");
            }
        }
    }

    private static async Task<double> Send(int port, IReadOnlyList<(string Instance, byte[] DataSet)> study, ushort window)
    {
        var connected = await DimseClient.Connect(new Destination("BENCH", "127.0.0.1", port, null), "BENCH", [new ProposedContext(1, CtStudy.SopClass, [CtStudy.TransferSyntax])],
            new(), TimeProvider.System, default, SendContexts.Window(window));
        await using var client = ((ConnectOutcome.Connected)connected).Client;
        if (client.Window != window) throw new InvalidOperationException("the window was not granted");
        long began = Stopwatch.GetTimestamp();
        var outcomes = new List<Task<StoreOutcome>>();
        foreach (var (instance, bytes) in study)
            outcomes.Add(await client.Begin(new(CtStudy.SopClass, instance, CtStudy.TransferSyntax, new MemoryStream(bytes), bytes.Length), default));
        if ((await Task.WhenAll(outcomes)).Any(outcome => outcome is not StoreOutcome.Answered { Status: 0 })) throw new InvalidOperationException("not stored");
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await client.Release();
        return seconds;
    }
}
