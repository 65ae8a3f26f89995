using Telemed.Bench;
using Telemed.Bench.Cluster;
using Telemed.Bench.Dicom;
using Telemed.Bench.Indicators;
using Telemed.Bench.Importing;
using Telemed.Bench.Recognising;
using Telemed.Bench.Scaling;
using Telemed.Bench.DicomWeb;
using Telemed.Bench.Dimse;

// One line per measurement: its name, and what runs it with the rest of the command line.
var measurements = new SortedDictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["cluster-log"] = ClusterLogBench.Run,
    ["dicomweb"] = DicomWebBench.Run,
    ["dimse"] = DimseBench.Run,
    ["fanout"] = FanOutBench.Run,
    ["http"] = HttpBench.Run,
    ["import"] = ImportBench.Run,
    ["indicators"] = IndicatorBench.Run,
    ["log"] = LogBench.Run,
    ["rebuild"] = RebuildBench.Run,
    ["recognition"] = RecognitionBench.Run,
    ["referrals"] = HttpBench.RunReferrals,
    ["receive"] = StoreReceivers.Serve,   // started by "store", in processes of their own
    ["scale"] = ScaleBench.Run,
    ["send"] = SendBench.Run,
    ["start"] = StartBench.Run,
    ["store"] = StoreBench.Run,
    ["worklist"] = WorklistBench.Run,
};

if (args is ["serve-dicomweb", .. var folder])
{
    await DicomWebServer.Serve(folder);
    return 0;
}
if (args is ["serve-dimse", .. var node])
{
    await NodeServer.Serve(node);
    return 0;
}
if (args is ["serve-bare", .. var rest])
{
    await HttpBench.ServeBare(rest);
    return 0;
}
if (args.Length == 0 || !measurements.TryGetValue(args[0], out var measure))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project bench/Telemed.Bench -- {string.Join(" | ", measurements.Keys)}");
    return 2;
}
Console.WriteLine(Machine.Describe());
await measure(args[1..]);
return 0;
