using System.Globalization;
using System.Net;
using Telemed.Dicom.Dimse;
using Telemed.Imaging;

namespace Telemed.Bench.Dicom;

/// <summary>The receiving sides of the store bench: <c>receive tcp|node|store PORT FOLDER [unsynced]</c>.</summary>
internal static class StoreReceivers
{
    // Our own sender, and others' for a look from outside.
    private static readonly string[] Callers = ["BENCH", "BLAST", "STORESCU"];

    public static Task Serve(string[] args) => args switch
    {
        ["tcp", var port, var folder, .. var how] => Task.Run(() => TcpCopy.Serve(int.Parse(port, CultureInfo.InvariantCulture), folder, how is [])),
        ["node", var port, var folder, .. var how] => Node(port, s => s.AddSingleton<IObjectSink>(new FileSink(folder, how is []))),
        ["store", var port, var folder, .. var how] => Node(port, s => s.AddImagingAlone(new() { DataDirectory = folder, Sync = how is [] })),
        _ => throw new ArgumentException("receive tcp|node|store PORT FOLDER [unsynced]"),
    };

    /// <summary>Our node, with the least of sinks or with the platform's own store and index.</summary>
    private static Task Node(string port, Action<IServiceCollection> addSink)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        addSink(builder.Services);
        builder.Services.AddDicomNode(new()
        {
            Port = int.Parse(port, CultureInfo.InvariantCulture),
            Address = IPAddress.Loopback,
            AeTitle = "NODE",
            Peers = [.. Callers.Select(title => new DicomPeer(title, null, null, null))],
        });
        return builder.Build().RunAsync();
    }
}
