using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Telemed.Testing;

/// <summary>Ports for servers that must be told theirs before they start.</summary>
/// <remarks>Below the ports that the system hands to outgoing connections: of those, one that was free a moment ago may be
/// somebody's connection by the time the server listens.</remarks>
public static class FreePort
{
    private const int First = 10_000;
    private const int AfterLast = 32_768;   // Linux: net.ipv4.ip_local_port_range begins here

    public static int Take()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, AfterLast);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // somebody's: another one
            }
        }
    }
}
