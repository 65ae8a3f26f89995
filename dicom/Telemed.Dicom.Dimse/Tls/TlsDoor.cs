using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace Telemed.Dicom.Dimse;

/// <summary>The handshake before an association, on the TLS port.</summary>
internal sealed partial class TlsDoor(TlsOptions options, TimeProvider clock, ILogger<TlsDoor> log)
{
    private static readonly object CertificateKey = new();

    /// <summary>What the peer showed; null on a plain connection, or when it showed nothing.</summary>
    public static X509Certificate2? CertificateOf(ConnectionContext connection) => connection.Items.TryGetValue(CertificateKey, out var shown) ? (X509Certificate2?)shown : null;

    /// <summary>Puts the encrypted stream in the place of the plain one and goes on.</summary>
    public async Task Pass(ConnectionContext connection, ConnectionDelegate next)
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()!.Socket;
        await using var stream = new SslStream(new SocketStream(socket));
        try
        {
            using var late = new CancellationTokenSource(options.HandshakeTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, connection.ConnectionClosed);
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = options.Certificate,
                ClientCertificateRequired = true,   // asked for; whether it must come the check decides
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = TlsTrust.By(options.Authorities, optional: !options.RequireClientCertificate),
            }, either.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            LogRefused(connection.RemoteEndPoint, e.GetType().Name);
            return;
        }
        connection.Items[CertificateKey] = stream.RemoteCertificate as X509Certificate2;
        connection.Transport = new SocketPipe(socket, stream);
        await next(connection);
    }

    [LoggerMessage(2005, LogLevel.Warning, "No TLS with {Remote}: {Why}")]
    private partial void LogRefused(System.Net.EndPoint? remote, string why);
}
