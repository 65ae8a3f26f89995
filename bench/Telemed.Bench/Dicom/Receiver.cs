using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Telemed.Bench.Dicom;

/// <summary>A receiver in a process of its own, so that sender and receiver do not share a runtime.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly Process _process;

    private Receiver(string name, string calledAe, int port, string folder, string file, IEnumerable<string> arguments)
    {
        (Name, CalledAe, Port, Folder) = (name, calledAe, port, folder);
        _process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, e) => { if (e.Data is { } line) Console.Error.WriteLine(line); };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        WaitForPort();
    }

    public string Name { get; }

    public string CalledAe { get; }

    public int Port { get; }

    public string Folder { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double PeakMiB
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    public static Receiver OfOurs(string kind, string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        var port = FreePort();
        return new(kind, "NODE", port, folder, Environment.ProcessPath!, ["receive", kind, $"{port}", folder]);
    }

    public static Receiver Orthanc(string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        var (port, http) = (FreePort(), FreePort());
        var config = Path.Combine(folder, "orthanc.json");
        File.WriteAllText(config, $$"""
            { "StorageDirectory": "{{folder}}/db", "IndexDirectory": "{{folder}}/db", "DicomPort": {{port}}, "HttpPort": {{http}},
              "DicomAet": "NODE", "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "SyncStorageArea": true,
              "MaximumPduLength": 131072 }
            """);
        return new("orthanc", "NODE", port, folder, "Orthanc", [config]);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void WaitForPort()
    {
        for (var attempt = 0; ; attempt++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (attempt < 300)
            {
                Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System).Wait();
            }
        }
    }
}
