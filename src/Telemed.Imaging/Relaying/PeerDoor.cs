using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Imaging.Relaying;

/// <summary>Lets other platforms in: by the secret shared with them, and by the certificate they must show where the settings name one.</summary>
internal static class PeerDoor
{
    /// <summary>Scheme of the Authorization header.</summary>
    public const string Scheme = "Telemed";

    /// <summary>A filter of every endpoint of the exchange.</summary>
    public static async ValueTask<object?> Only(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (Peer(http, http.RequestServices.GetRequiredService<ExchangeOptions>()) is not { } peer) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        http.Features.Set(peer);
        // A bundle may be large, and a weak link slow: stalled ones are found by the reader itself.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        return await next(context);
    }

    /// <summary>Who asks; set by the filter.</summary>
    public static ExchangePeer Peer(this HttpContext http) => http.Features.Get<ExchangePeer>() ?? throw new InvalidOperationException("This endpoint has no door.");

    private static ExchangePeer? Peer(HttpContext http, ExchangeOptions options)
    {
        if (http.Request.Headers.Authorization.ToString().Split(' ', 2) is not [Scheme, var credentials] || credentials.Split(':', 2) is not [var name, var secret]) return null;
        if (options.PeerOf(Uri.UnescapeDataString(name)) is not { } peer) return null;
        // Hashes, so that the comparison takes as long for a wrong secret of any length.
        bool knows = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(peer.Secret)));
        return knows && (peer.CertificateSha256 is null || http.Connection.ClientCertificate is { } shown && shown.GetCertHashString(HashAlgorithmName.SHA256) == peer.CertificateSha256) ? peer : null;
    }
}
