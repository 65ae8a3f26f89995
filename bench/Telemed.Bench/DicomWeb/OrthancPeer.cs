using System.Buffers;
using System.Diagnostics;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Testing;

namespace Telemed.Bench.DicomWeb;

/// <summary>Orthanc with its DICOMweb plugin, asked the same.</summary>
internal static class OrthancPeer
{
    public static async Task Run(string plugins, string folder, int studies, IReadOnlyList<(string Instance, byte[] DataSet)> files, (string Name, string Path)[] searches)
    {
        System.IO.Directory.CreateDirectory(folder);
        int http = FreePort.Take();
        string config = Path.Combine(folder, "orthanc.json");
        await File.WriteAllTextAsync(config, $$"""
            { "StorageDirectory": "{{folder}}/db", "IndexDirectory": "{{folder}}/db", "DicomServerEnabled": false, "HttpPort": {{http}}, "RemoteAccessAllowed": false,
              "AuthenticationEnabled": false, "SyncStorageArea": false, "Plugins": ["{{plugins}}"], "KeepAlive": true, "HttpThreadsCount": 8,
              "DicomWeb": { "Enable": true, "Root": "/dicom-web/", "StudiesMetadata": "Full", "SeriesMetadata": "Full" } }
            """);
        using var process = Process.Start(new ProcessStartInfo("Orthanc", [config]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var client = HttpBench.Client(new Uri($"http://127.0.0.1:{http}"));
            TimeSpan used()
            {
                process.Refresh();
                return process.TotalProcessorTime;
            }
            client.Timeout = TimeSpan.FromMinutes(10);
            await AwaitReady(client);
            for (int number = 0; number < studies; number++) await Send(client, Whole(number));
            foreach (var file in files) await Send(client, DicomWebBench.Part10(file));
            Console.WriteLine($"Orthanc, {studies:N0} studies");
            foreach (var (name, path) in searches.Where(search => !search.Path.Contains("fuzzy", StringComparison.Ordinal)))
                await DicomWebBench.Measure(client, used, name, "/dicom-web/" + path, 1);
            await DicomWebBench.Retrieve(client, used, "/dicom-web/");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static byte[] Whole(int number)
    {
        var set = ManyStudies.Header(number);
        var output = new ArrayBufferWriter<byte>();
        DicomFile.Write(new DataSet().AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, set.Ascii(Tags.SopClassUid)!)
            .AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, set.Ascii(Tags.SopInstanceUid)!), set, TransferSyntax.ExplicitLittle, output);
        return output.WrittenSpan.ToArray();
    }

    private static async Task Send(HttpClient client, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using var answer = await client.PostAsync(new Uri("/instances", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task AwaitReady(HttpClient client)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using var ready = await client.GetAsync(new Uri("/dicom-web/studies?limit=1", UriKind.Relative));
                return;
            }
            catch (HttpRequestException) when (attempt < 200)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }
}
