using System.Net;
using Telemed.Dicom.Dimse;

namespace Telemed.Bench.Dicom;

/// <summary>Our node, with the least of sinks or with the platform's own store and index.</summary>
internal static class NodeReceiver
{
    // Our own sender, and dcmtk's, for a look from outside.
    private static readonly string[] Callers = ["BENCH", "BLAST", "STORESCU"];

    public static async Task<int> Serve(int port, Action<IServiceCollection> addSink)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        addSink(builder.Services);
        builder.Services.AddDicomNode(new() { Port = port, Address = IPAddress.Loopback, AeTitle = "NODE", Peers = [.. Callers.Select(title => new DicomPeer(title, null, null, null))] });
        await builder.Build().RunAsync();
        return 0;
    }
}
