using System.Globalization;
using System.Net;
using Telemed.Bench.Dicom;
using Telemed.Bench.DicomWeb;
using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Imaging;
using Telemed.Imaging.Opening;

namespace Telemed.Bench.Dimse;

/// <summary>The DICOM node over the imaging context in a process of its own: <c>serve-dimse FOLDER PORT DESTINATION-PORT</c>.</summary>
internal static class NodeServer
{
    public static async Task Serve(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddImagingAlone(new ImagingOptions { DataDirectory = args[0] });
        builder.Services.AddDicomNode(new DicomNodeOptions
        {
            Port = int.Parse(args[1], CultureInfo.InvariantCulture),
            Address = IPAddress.Loopback,
            AeTitle = "NODE",
            Peers = [new("BENCH", "127.0.0.1", int.Parse(args[2], CultureInfo.InvariantCulture), ManyStudies.Institution)],
        });
        await using var app = builder.Build();
        await app.StartAsync();
        await app.Services.GetRequiredService<IImagingIndexing>().CaughtUp;
        Console.WriteLine($"listening {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }
}
