using System.Net;
using System.Net.Sockets;

namespace Telemed.Web.Hosting;

/// <summary>Looks whether the ports of the settings are free, so that a start that cannot succeed says why in one line.</summary>
internal static class Listening
{
    /// <exception cref="SettingException">A port is taken or not allowed; the message names the key.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            if (BindingAddress.Parse(url) is { IsUnixPipe: false, IsNamedPipe: false } given && AddressOf(given.Host) is { } at)
                Try(at, given.Port, $"Urls: {url}");
        if (!bool.TryParse(configuration["Dicom:Enabled"], out var dicom) || dicom)
            Try(IPAddress.TryParse(configuration["Dicom:Address"], out var address) ? address : IPAddress.Loopback, int.Parse(configuration["Dicom:Port"] ?? "11112", System.Globalization.CultureInfo.InvariantCulture), "Dicom:Port");
    }

    private static IPAddress? AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" or "+" => IPAddress.Any,
        _ => IPAddress.TryParse(host, out var address) ? address : null,
    };

    private static void Try(IPAddress address, int port, string key)
    {
        if (port == 0) return;
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new SettingException($"{key}: port {port} cannot be listened on: {e.Message}");
        }
    }
}
