using System.Diagnostics;
using System.Globalization;
using System.Text;
using Telemed.Bench.Dicom;
using Telemed.Bench.DicomWeb;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Testing;

namespace Telemed.Bench.Dimse;

/// <summary>C-FIND and C-MOVE: the node and Orthanc over the same studies, asked by the same client in the same run.</summary>
internal static class DimseBench
{
    private const int Slices = 500;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(3);
    private static readonly string Find = QueryModel.StudyRoot.FindClass;
    private static readonly string Move = QueryModel.StudyRoot.MoveClass;

    /// <param name="args">Studies, 10,000 when left out; <c>alone</c> leaves Orthanc out.</param>
    public static async Task Run(string[] args)
    {
        int studies = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        using var folder = new BenchFolder();
        await using var sink = await DiscardingNode.Start();
        ManyStudies.Fill(folder["node"], studies);
        int port = FreePort.Take();
        await using (var server = await ServerProcess.StartSelf("serve-dimse", folder["node"], $"{port}", $"{sink.Port}"))
        {
            await Store(port, CtStudy.Make(Slices, 1).Select(f => (CtStudy.SopClass, f.Instance, f.DataSet)));
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);   // indexing follows
            Console.WriteLine($"node, {studies:N0} studies");
            await Measure(port, () => server.Processor, sink);
        }
        if (args is [_, "alone", ..]) return;
        using var orthanc = OrthancNode.Start(folder["orthanc"], sink.Port);
        await Store(orthanc.Port, Enumerable.Range(0, studies).Select(n => (SopClass: "1.2.840.10008.5.1.4.1.1.2", $"2.25.4712.{n}.3", DataSet: Bytes(ManyStudies.Header(n)))));
        await Store(orthanc.Port, CtStudy.Make(Slices, 1).Select(f => (CtStudy.SopClass, f.Instance, f.DataSet)));
        Console.WriteLine($"Orthanc, {studies:N0} studies");
        await Measure(orthanc.Port, () => orthanc.Cpu, sink);
    }

    private static async Task Measure(int port, Func<TimeSpan> processor, DiscardingNode sink)
    {
        await using var client = await Connect(port, Find, Move);
        (string, string, string)[] queries =
            [("one study", "StudyInstanceUID", "2.25.4712.77.1"), ("one patient", "PatientID", "P77"), ("name *BENCH77*", "PatientName", "*BENCH77*"), ("a month", "StudyDate", "20240101-20240131")];
        foreach (var (name, key, value) in queries)
        {
            long matches = 0;
            var (before, calls) = (processor(), 0);
            var result = await Load.Run(1, Each, async (_, _) =>
            {
                (matches, calls) = (0, calls + 1);
                if (await client.Find(Find, Keys(key, value), _ => ++matches > 0, default) is not GeneralStatus.Success) throw new InvalidOperationException("not answered");
            });
            Console.WriteLine($"  C-FIND {name,-18} {result.PerSecond,8:N0}/s  p50 {result.Median.TotalMilliseconds,8:N2} ms  p95 {result.P95.TotalMilliseconds,8:N2} ms  server cpu {(processor() - before).TotalMilliseconds / calls,8:N2} ms  {matches} matches");
        }
        var (all, began, cpu) = (0, Stopwatch.GetTimestamp(), processor());
        await client.Find(Find, Keys("PatientID", ""), _ => ++all > 0, default);
        Console.WriteLine($"  C-FIND all studies: {all} in {Stopwatch.GetElapsedTime(began).TotalSeconds:N2} s, {all / Stopwatch.GetElapsedTime(began).TotalSeconds:N0} responses/s, server cpu {(processor() - cpu).TotalMicroseconds / all:N0} µs each");
        for (var round = 0; round < 3; round++)
        {
            (began, cpu) = (Stopwatch.GetTimestamp(), processor());
            var outcome = await client.Move(Move, "BENCH", Keys("StudyInstanceUID", "2.25.4711.1"), _ => true, default);
            Console.WriteLine($"  C-MOVE {outcome.Counts.Completed} images: {outcome.Counts.Completed / Stopwatch.GetElapsedTime(began).TotalSeconds:N0}/s, server cpu {(processor() - cpu).TotalMilliseconds / Slices:N2} ms each, status {outcome.Status:X4}, {sink.Received} received so far");
        }
        await client.Release();
    }

    private static async Task Store(int port, IEnumerable<(string SopClass, string Instance, byte[] DataSet)> objects)
    {
        await using var client = await Connect(port, CtStudy.SopClass);
        foreach (var (sopClass, instance, bytes) in objects)
            if (await client.Store(new(sopClass, instance, CtStudy.TransferSyntax, new MemoryStream(bytes), bytes.Length), default) is not StoreOutcome.Answered { Status: 0 })
                throw new InvalidOperationException("not stored");
        await client.Release();
    }

    private static async Task<DimseClient> Connect(int port, params string[] classes) => await DimseClient.Connect(
        new Destination("NODE", "127.0.0.1", port, null), "BENCH", classes.Select((c, i) => new Telemed.Dicom.UpperLayer.ProposedContext((byte)(2 * i + 1), c, [CtStudy.TransferSyntax])),
        new(), TimeProvider.System, default) is ConnectOutcome.Connected connected ? connected.Client : throw new InvalidOperationException("not connected");

    private static DataSet Keys(string keyword, string value)
    {
        var keys = new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, "STUDY").AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        foreach (var asked in (string[])["PatientName", "PatientID", "StudyDate", "StudyTime", "AccessionNumber", "StudyDescription", "StudyInstanceUID", keyword])
            if (DicomDictionary.TryFind(asked, out var tag)) keys.Add(new Element(tag, DicomDictionary.VrOf(tag), Encoding.ASCII.GetBytes(asked == keyword ? value : "")));
        return keys;
    }

    private static byte[] Bytes(DataSet set)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(1024);
        DataSetWriter.Write(set, TransferSyntax.ExplicitLittle, output);
        return output.WrittenSpan.ToArray();
    }
}
