using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Telemed.Dicom.Dimse;

namespace Telemed.Imaging.Relaying;

/// <summary>The other platforms as they are spoken to (docs/conformance/exchange.md).</summary>
internal sealed class PeerClients(ExchangeOptions options, DicomNodeOptions dicom) : IDisposable
{
    // What is in the system's buffer when a line breaks is sent again: a small one wastes little and keeps the figures true.
    private const int SendBufferBytes = 64 * 1024;

    private readonly ConcurrentDictionary<string, HttpClient> clients = new(StringComparer.Ordinal);

    /// <summary>Whether it answers, and knows this platform.</summary>
    public async Task<bool> Hello(ExchangePeer peer, CancellationToken cancellationToken)
    {
        using var answer = await Of(peer).GetAsync(new Uri("exchange/v1/hello", UriKind.Relative), cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    public async Task<ManifestAnswer?> Announce(ExchangePeer peer, string study, Manifest manifest, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) await JsonSerializer.SerializeAsync(brotli, manifest, Manifest.Json, cancellationToken);
        using var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/json"), ContentEncoding = { "br" } } };
        using var answer = await Of(peer).PutAsync(new Uri($"exchange/v1/studies/{study}", UriKind.Relative), content, cancellationToken);
        return answer.StatusCode == HttpStatusCode.Forbidden ? null : await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<ManifestAnswer>(Manifest.Json, cancellationToken);
    }

    /// <summary>How much of a bundle is there, and what became of it when it was taken apart.</summary>
    public async Task<(long Offset, BundleAnswer? Done)> StateOf(ExchangePeer peer, string sha256, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"exchange/v1/bundles/{sha256}");
        using var answer = await Of(peer).SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        if (answer.Headers.Contains("Upload-State"))
            return (0, await Of(peer).GetFromJsonAsync<BundleAnswer>($"exchange/v1/bundles/{sha256}", Manifest.Json, cancellationToken));
        return (Offset(answer), null);
    }

    /// <summary>Appends to a bundle.</summary>
    /// <returns>The status, where the bundle ends there now, and what became of it when it was complete.</returns>
    public async Task<(HttpStatusCode Status, long Offset, BundleAnswer? Done)> Append(
        ExchangePeer peer, string study, string sha256, long offset, long total, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"exchange/v1/bundles/{sha256}") { Content = content };
        request.Headers.Add("Study", study);
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Length", total.ToString(CultureInfo.InvariantCulture));
        using var answer = await Of(peer).SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var done = answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadFromJsonAsync<BundleAnswer>(Manifest.Json, cancellationToken) : null;
        return (answer.StatusCode, Offset(answer), done);
    }

    public void Dispose()
    {
        foreach (var client in clients.Values) client.Dispose();
    }

    private static long Offset(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Upload-Offset", out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long offset) ? offset : 0;

    private HttpClient Of(ExchangePeer peer) => clients.GetOrAdd(peer.Name, _ =>
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            AllowAutoRedirect = false,
            ConnectCallback = async (context, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = SendBufferBytes };
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint, token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        if (dicom.Tls is { Certificate: { } own }) handler.SslOptions.ClientCertificates = [own];
        var client = new HttpClient(handler) { BaseAddress = peer.Url, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(PeerDoor.Scheme, $"{Uri.EscapeDataString(options.Name)}:{peer.Secret}");
        return client;
    });
}
