using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.FoDicom;

namespace Telemed.Dicom.Network.Tests;

/// <summary>The node under test: the bridge to fo-dicom.</summary>
internal static class Stack
{
    public static void Add(IServiceCollection services, DicomNodeOptions options) => services.AddFoDicomNode(options);

    public static IHostedService Of(IServiceProvider services) => services.GetRequiredService<FoDicomNode>();

    public static int Port(IServiceProvider services) => services.GetRequiredService<FoDicomNode>().BoundPort!.Value;
}
