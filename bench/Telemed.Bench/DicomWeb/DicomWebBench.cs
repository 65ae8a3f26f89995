using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Telemed.Bench.Dicom;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Bench.DicomWeb;

/// <summary>QIDO-RS and WADO-RS: searches in a large index, metadata, frames and instances against the same bytes as static files, and Orthanc where its plugin is found.</summary>
internal static class DicomWebBench
{
    private const int Slices = 500;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(2);

    private static readonly (string Name, string Path)[] Searches =
    [
        ("100 studies", "studies?limit=100"),
        ("100 studies, page 50", "studies?limit=100&offset=5000"),
        ("100 studies, page 900", "studies?limit=100&offset=90000"),
        ("one patient", "studies?PatientID=P77"),
        ("one study", "studies?StudyInstanceUID=2.25.4712.77.1"),
        ("one accession number", "studies?AccessionNumber=A77"),
        ("one day", "studies?StudyDate=20240115&limit=100"),
        ("a month, CT", "studies?StudyDate=20240101-20240131&ModalitiesInStudy=CT&limit=100"),
        ("a year, page 50", "studies?StudyDate=20240101-20241231&limit=100&offset=5000"),
        ("all CT, page 50", "studies?ModalitiesInStudy=CT&limit=100&offset=5000"),
        ("CT and MR", "studies?ModalitiesInStudy=CT,MR&limit=100"),
        ("no such modality", "studies?ModalitiesInStudy=ES&limit=100"),
        ("name *BENCH77*", "studies?PatientName=*BENCH77*"),
        ("name *BENCH777*", "studies?PatientName=*BENCH777*&limit=100"),
        ("family name WANG", "studies?PatientName=WANG&limit=100"),
        ("name 王^测试77*", "studies?PatientName=%E7%8E%8B%5E%E6%B5%8B%E8%AF%9577*&limit=100"),
        ("initials, fuzzy", "studies?PatientName=wcs7&fuzzymatching=true&limit=100"),
        ("pinyin, fuzzy", "studies?PatientName=wangceshi77&fuzzymatching=true&limit=100"),
        ("includefield of columns", "studies?limit=100&includefield=00081060,00081080"),
    ];

    /// <param name="args">Studies in the index, 100,000 when left out; the folder of Orthanc's plugins.</param>
    public static async Task Run(string[] args)
    {
        int studies = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        using var folder = new BenchFolder();
        var began = Stopwatch.GetTimestamp();
        ManyStudies.Fill(folder["node"], studies);
        Console.WriteLine($"{studies:N0} studies indexed in {Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s");
        var files = CtStudy.Make(Slices, 1);
        StaticFiles(Path.Combine(folder["node"], "static"), files);
        await using var server = await ServerProcess.StartSelf("serve-dicomweb", folder["node"]);
        using var http = HttpBench.Client(server.Url);
        TimeSpan processor() => server.Processor;
        await Store(http, "/dicom-web/", files);
        foreach (var (name, path) in Searches) await Measure(http, processor, name, "/dicom-web/" + path, 1);
        await Measure(http, processor, "100 studies", "/dicom-web/studies?limit=100", 4);
        await Retrieve(http, processor, "/dicom-web/");
        foreach (int callers in new[] { 1, 4 })
        {
            await Measure(http, processor, "static frame", i => $"/static/frame{i % Slices}", callers, "*/*");
            await Measure(http, processor, "static instance", i => $"/static/instance{i % Slices}", callers, "*/*");
        }
        if (args.Length > 1) await OrthancPeer.Run(args[1], folder["orthanc"], Math.Min(studies, 10_000), files, Searches);
    }

    internal static async Task Retrieve(HttpClient http, Func<TimeSpan> processor, string root)
    {
        string series = $"{root}studies/2.25.4711.1/series/2.25.4711.1.1";
        await Measure(http, processor, "study metadata", $"{root}studies/2.25.4711.1/metadata", 1, Json);
        foreach (int callers in new[] { 1, 4 })
        {
            await Measure(http, processor, "frame", i => $"{series}/instances/2.25.4711.1.2.{i % Slices + 1}/frames/1", callers, Frame);
            await Measure(http, processor, "instance", i => $"{series}/instances/2.25.4711.1.2.{i % Slices + 1}", callers, Instance);
        }
        await Measure(http, processor, "whole study", $"{root}studies/2.25.4711.1", 1, Instance);
    }

    internal const string Json = "application/dicom+json";
    private const string Frame = "multipart/related; type=\"application/octet-stream\"";
    private const string Instance = "multipart/related; type=\"application/dicom\"";

    internal static Task Measure(HttpClient http, Func<TimeSpan> processor, string name, string path, int callers, string accept = Json) => Measure(http, processor, name, _ => path, callers, accept);

    internal static async Task Measure(HttpClient http, Func<TimeSpan> processor, string name, Func<int, string> path, int callers, string accept)
    {
        long bytes = 0;
        var (before, sent) = (processor(), 0);
        var result = await Load.Run(callers, Each, async (caller, i) =>
        {
            Interlocked.Increment(ref sent);
            using var request = new HttpRequestMessage(HttpMethod.Get, path(i * callers + caller));
            request.Headers.TryAddWithoutValidation("Accept", accept);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync();
            Interlocked.Exchange(ref bytes, await Drain(body));
        });
        Console.WriteLine($"  {name,-24} x{callers} {result.PerSecond,8:N0}/s  p50 {result.Median.TotalMilliseconds,7:N2} ms  p95 {result.P95.TotalMilliseconds,7:N2} ms  server cpu {(processor() - before).TotalMilliseconds / sent,7:N2} ms  {bytes / 1024.0,9:N1} KiB each");
    }

    private static async Task<long> Drain(Stream body)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(128 * 1024);
        long all = 0;
        while (await body.ReadAsync(buffer) is > 0 and var read) all += read;
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return all;
    }

    internal static async Task Store(HttpClient http, string root, IEnumerable<(string Instance, byte[] DataSet)> files)
    {
        foreach (var batch in files.Chunk(50))
        {
            using var content = new MultipartContent("related", "edge");
            content.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
            foreach (var file in batch) content.Add(new ByteArrayContent(Part10(file)) { Headers = { ContentType = new("application/dicom") } });
            using var answer = await http.PostAsync(new Uri(root + "studies", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        }
    }

    internal static byte[] Part10((string Instance, byte[] DataSet) file)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        DicomFile.WriteMeta(new DataSet().AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, CtStudy.SopClass).AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, file.Instance)
            .AddAscii(Tags.TransferSyntaxUid, Vr.UI, CtStudy.TransferSyntax).AddAscii(Tags.ImplementationClassUid, Vr.UI, "2.25.4711"), output);
        return [.. output.WrittenSpan, .. file.DataSet];
    }

    private static void StaticFiles(string folder, IReadOnlyList<(string Instance, byte[] DataSet)> files)
    {
        System.IO.Directory.CreateDirectory(folder);
        for (int i = 0; i < files.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"instance{i}"), files[i].DataSet);
            File.WriteAllBytes(Path.Combine(folder, $"frame{i}"), files[i].DataSet[^(512 * 512 * 2)..]);
        }
    }
}
