using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>The port for TLS; null while there is none.</summary>
    public int? BoundTlsPort { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The port cannot be had; the message names the setting.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled) return;
        var kestrel = new KestrelServerOptions { ApplicationServices = services };
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        if (options.Tls is not { Only: true }) Listen(kestrel, options.Port, Serve);
        if (options.Tls is { Port: { } tlsPort } tls) Listen(kestrel, tlsPort, l => ServeTls(l, tls));
        _server = new KestrelServer(Options.Create(kestrel), new DicomListenerFactory(), logs);
        try
        {
            await _server.StartAsync(new NoHttp(), cancellationToken);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"{DicomNodeOptions.Section}:Port {options.Port}{(options.Tls is { Port: { } p } ? $" or Tls:Port {p}" : "")} cannot be listened on: {e.Message}", e);
        }
        var ports = _server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a).Port).ToArray();
        BoundPort = ports[0];
        BoundTlsPort = options.Tls is { Port: not null } ? ports[^1] : null;
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

    private void Listen(KestrelServerOptions kestrel, int port, Action<ListenOptions> serve)
    {
        if (options.Address is null && port != 0) kestrel.ListenAnyIP(port, serve);
        else kestrel.Listen(options.Address ?? IPAddress.Any, port, serve);
    }

    private void ServeTls(ListenOptions listen, TlsOptions tls)
    {
        var door = new TlsDoor(tls, services.GetService<TimeProvider>() ?? TimeProvider.System, logs.CreateLogger<TlsDoor>());
        listen.Use(next => connection => door.Pass(connection, next));
        listen.UseConnectionHandler<DicomConnectionHandler>();
    }

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
