using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Telemed.Contracts;
using Telemed.Web.Hosting;

namespace Telemed.Web.Live;

/// <summary>Where browsers ask for their own address, and what passes media on where no direct way is (RFC 8445, RFC 8656).</summary>
internal sealed record IceServer(IReadOnlyList<string> Urls, string? Username = null, string? Credential = null);

/// <summary>STUN and TURN servers of this region by <c>Live:Ice:Urls</c>; a TURN name and password hold for one account and for some hours only.</summary>
/// <remarks>Name and password as coturn takes them with <c>use-auth-secret</c> (draft-uberti-behave-turn-rest-00): until when and for whom, and its HMAC by the secret that both know.</remarks>
internal sealed class IceServers(IReadOnlyList<string> urls, string? secret)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private static readonly string[] Schemes = ["stun:", "stuns:", "turn:", "turns:"];

    /// <exception cref="SettingException">No such scheme, or TURN without a secret.</exception>
    public static IceServers Read(IConfiguration configuration)
    {
        var urls = (configuration["Live:Ice:Urls"] ?? "").Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries);
        foreach (var url in urls)
            if (!Schemes.Any(s => url.StartsWith(s, StringComparison.Ordinal) && url.Length > s.Length))
                throw new SettingException($"Live:Ice:Urls must hold addresses such as stun:host:3478 or turn:host:3478, not '{url}'.");
        var secret = configuration["Live:Ice:Secret"];
        if (urls.Any(IsTurn) && string.IsNullOrEmpty(secret)) throw new SettingException("Live:Ice:Secret is missing; Live:Ice:Urls names a TURN server.");
        return new(urls, secret);
    }

    public IReadOnlyList<IceServer> For(string accountId, DateTimeOffset now)
    {
        var (turn, stun) = (urls.Where(IsTurn).ToArray(), urls.Where(url => !IsTurn(url)).ToArray());
        var servers = new List<IceServer>();
        if (stun.Length > 0) servers.Add(new(stun));
        if (turn.Length > 0)
        {
            var name = $"{(now + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}:{accountId}";
            servers.Add(new(turn, name, Sign(name)));
        }
        return servers;
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/live/ice", (HttpContext http, IceServers servers, TimeProvider clock) =>
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Ok(new { iceServers = servers.For(http.Caller().AccountId, clock.GetUtcNow()) });
    });

    private static bool IsTurn(string url) => url.StartsWith("turn", StringComparison.Ordinal);

    [SuppressMessage("Security", "CA5350", Justification = "The TURN server demands HMAC-SHA1; it guards the use of a relay for some hours and nothing else.")]
    private string Sign(string name) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret!), Encoding.UTF8.GetBytes(name)));
}
