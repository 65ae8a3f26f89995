using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Telemed.Dicom.Dimse;

/// <summary>A DICOM association per connection, under Kestrel: its connection limits, TLS and draining apply.</summary>
public sealed class DicomConnectionHandler(DimseServer server) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var drain = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        try
        {
            await server.Serve(connection.Transport, connection.RemoteEndPoint, drain, connection.ConnectionClosed, TlsDoor.CertificateOf(connection));
        }
        catch (OperationCanceledException) when (connection.ConnectionClosed.IsCancellationRequested)
        {
            // Shutdown did not wait any longer; what was half received is discarded.
        }
    }
}
