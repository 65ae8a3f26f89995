using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>The node under test: the built-in one. The bridge to fo-dicom has a file of this name of its own.</summary>
internal static class Stack
{
    public static void Add(IServiceCollection services, DicomNodeOptions options) => services.AddDicomNode(options);

    public static IHostedService Of(IServiceProvider services) => services.GetRequiredService<DicomNode>();

    public static int Port(IServiceProvider services) => services.GetRequiredService<DicomNode>().BoundPort!.Value;
}
