using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Telemed.Testing;

namespace Telemed.Bench.Dimse;

/// <summary>Orthanc's DICOM side, not syncing, with us as its one modality.</summary>
internal sealed class OrthancNode : IDisposable
{
    private readonly Process process;

    private OrthancNode(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static OrthancNode Start(string folder, int destination)
    {
        System.IO.Directory.CreateDirectory(folder);
        var (port, http) = (FreePort.Take(), FreePort.Take());
        string config = Path.Combine(folder, "orthanc.json");
        File.WriteAllText(config, $$"""
            { "StorageDirectory": "{{folder}}/db", "IndexDirectory": "{{folder}}/db", "DicomPort": {{port}}, "HttpPort": {{http}}, "DicomAet": "NODE", "RemoteAccessAllowed": false,
              "AuthenticationEnabled": false, "SyncStorageArea": false, "DefaultEncoding": "Utf8", "MaximumPduLength": 131072, "DicomModalities": { "bench": ["BENCH", "127.0.0.1", {{destination}}] } }
            """);
        var start = new ProcessStartInfo("Orthanc", [config]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TCP_NODELAY"] = "1";
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var attempt = 0; ; attempt++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(IPAddress.Loopback, port);
                return new(process, port);
            }
            catch (SocketException) when (attempt < 300)
            {
                Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System).Wait();
            }
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
