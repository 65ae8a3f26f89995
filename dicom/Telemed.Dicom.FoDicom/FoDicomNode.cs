using System.Net;
using System.Net.Sockets;
using FellowOakDicom;
using FellowOakDicom.Network;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.FoDicom;

/// <summary>The DICOM port on fo-dicom, over the same ports as <see cref="DicomNode"/>: verification, storage, query and retrieval.</summary>
/// <remarks>Worklist, performed steps, storage commitment and TLS are served by the built-in node only. Limits of associations are fo-dicom's own.</remarks>
public sealed class FoDicomNode(IServiceProvider services, DicomNodeOptions options) : IHostedService, IDisposable
{
    private ServiceProvider? own;
    private IDicomServer? server;

    /// <summary>The port it listens on; null while it does not.</summary>
    public int? BoundPort { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The port cannot be had, or TLS is asked for.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled) return Task.CompletedTask;
        if (options.Tls is not null) throw new InvalidOperationException($"{DicomNodeOptions.Section}:Tls needs {DicomNodeOptions.Section}:Stack = builtin.");
        var address = options.Address ?? IPAddress.Any;
        var port = options.Port != 0 ? options.Port : FreePort(address);
        own = new ServiceCollection().AddFellowOakDicom().AddSingleton(services.GetRequiredService<ILoggerFactory>()).AddLogging().BuildServiceProvider();
        server = own.GetRequiredService<IDicomServerFactory>().Create<FoDicomAssociation>(
            address.ToString(), port, userState: new FoDicomPorts(services, own, options), logger: services.GetRequiredService<ILoggerFactory>().CreateLogger<FoDicomNode>(),
            configure: server => server.MaxClientsAllowed = options.MaxConnections);
        if (server.Exception is { } fault) throw new InvalidOperationException($"{DicomNodeOptions.Section}:Port {port} cannot be listened on: {fault.Message}", fault);
        BoundPort = port;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        BoundPort = null;
        server?.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        server?.Dispose();
        own?.Dispose();
    }

    private static int FreePort(IPAddress address)
    {
        using var probe = new TcpListener(address, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

/// <summary>What an association needs of the host.</summary>
internal sealed record FoDicomPorts(IServiceProvider Host, IServiceProvider FoDicom, DicomNodeOptions Options)
{
    public T Need<T>() where T : notnull => Host.GetRequiredService<T>();

    public T? May<T>() where T : class => Host.GetService<T>();
}

/// <summary>Adds the node to a host.</summary>
public static class FoDicomRegistration
{
    /// <param name="services">Holds the same ports as for <see cref="DicomNodeRegistration.AddDicomNode"/>.</param>
    /// <param name="options">The same settings.</param>
    public static IServiceCollection AddFoDicomNode(this IServiceCollection services, DicomNodeOptions options) => services
        .AddDicomNode(options with { Enabled = false })   // its ports and settings, without its listener
        .AddSingleton(s => new FoDicomNode(s, options)).AddHostedService(s => s.GetRequiredService<FoDicomNode>());
}
