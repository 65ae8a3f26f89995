using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Telemed.Dicom.Dimse;

/// <summary>The DICOM port. A Kestrel of its own: an endpoint added to the web server would make it forget its configured URLs.</summary>
public sealed partial class DicomNode(
    IServiceProvider services, DicomNodeOptions options, ILoggerFactory logs) : IHostedService, IDisposable
{
    private readonly ILogger _log = logs.CreateLogger<DicomNode>();
    private KestrelServer? _server;

    /// <summary>The port it listens on; null while it does not.</summary>
    public int? BoundPort { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The port cannot be had; the message names the setting.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled) return;
        var kestrel = new KestrelServerOptions { ApplicationServices = services };
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        if (options.Address is null && options.Port != 0) kestrel.ListenAnyIP(options.Port, Serve);
        else kestrel.Listen(options.Address ?? IPAddress.Any, options.Port, Serve);
        _server = new KestrelServer(Options.Create(kestrel), new DicomListenerFactory(), logs);
        try
        {
            await _server.StartAsync(new NoHttp(), cancellationToken);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"{DicomNodeOptions.Section}:Port {options.Port} cannot be listened on: {e.Message}", e);
        }
        BoundPort = new Uri(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        LogListening(options.AeTitle, BoundPort.Value);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is null) return;
        BoundPort = null;
        using var drain = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        drain.CancelAfter(options.DrainTimeout);
        await _server.StopAsync(drain.Token);
    }

    /// <inheritdoc/>
    public void Dispose() => _server?.Dispose();

    private static void Serve(ListenOptions listen) => listen.UseConnectionHandler<DicomConnectionHandler>();

    [LoggerMessage(2000, LogLevel.Information, "DICOM node {AeTitle} listens on port {Port}")]
    private partial void LogListening(string aeTitle, int port);

    /// <summary>Kestrel asks for an HTTP application; no connection ever reaches it.</summary>
    private sealed class NoHttp : IHttpApplication<object>
    {
        public object CreateContext(IFeatureCollection contextFeatures) => throw new NotSupportedException();

        public Task ProcessRequestAsync(object context) => throw new NotSupportedException();

        public void DisposeContext(object context, Exception? exception) => throw new NotSupportedException();
    }
}
