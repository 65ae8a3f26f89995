using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Telemed.Testing;

namespace Telemed.Bench.Dicom;

/// <summary>A receiver in a process of its own, so that sender and receiver do not share a runtime.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly Process _process;

    private Receiver(string name, string calledAe, int port, string folder, string file, IEnumerable<string> arguments)
    {
        (Name, CalledAe, Port, Folder) = (name, calledAe, port, folder);
        _process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TCP_NODELAY"] = "1" } })!;
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

    /// <summary>User and system time of the process, and of those of its children that have ended.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            // Fields 14 to 17 of proc(5), counted behind the name, in hundredths of a second.
            var ticks = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(t => long.Parse(t, CultureInfo.InvariantCulture));
            return TimeSpan.FromMilliseconds(10 * ticks);
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

    /// <summary><see cref="Cpu"/> once it has, for a fifth of a second, not grown: nothing is left to do.</summary>
    public TimeSpan CpuWhenIdle()
    {
        for (var (before, attempt) = (Cpu, 0); ; attempt++)
        {
            Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System).Wait();
            var now = Cpu;
            if (now - before < TimeSpan.FromMilliseconds(20) || attempt == 50) return now;
            before = now;
        }
    }

    public static Receiver OfOurs(string kind, string folder, bool synced)
    {
        System.IO.Directory.CreateDirectory(folder);
        var port = FreePort.Take();
        return new(kind, "NODE", port, folder, Environment.ProcessPath!, ["receive", kind, $"{port}", folder, .. Enumerable.Repeat("unsynced", synced ? 0 : 1)]);
    }

    /// <summary>A process for each association, files as they come, never synced.</summary>
    public static Receiver StoreScp(string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        var port = FreePort.Take();
        return new("storescp", "NODE", port, folder, "storescp", ["--fork", "+B", "-pdu", "131072", "-od", folder, $"{port}"]);
    }

    public static Receiver Orthanc(string folder, bool synced)
    {
        System.IO.Directory.CreateDirectory(folder);
        var (port, http) = (FreePort.Take(), FreePort.Take());
        var config = Path.Combine(folder, "orthanc.json");
        File.WriteAllText(config, $$"""
            { "StorageDirectory": "{{folder}}/db", "IndexDirectory": "{{folder}}/db", "DicomPort": {{port}}, "HttpPort": {{http}},
              "DicomAet": "NODE", "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "SyncStorageArea": {{(synced ? "true" : "false")}},
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
