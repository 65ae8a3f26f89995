using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Dicom.Core;

namespace Telemed.Imaging.Relaying;

/// <summary>The doors for other platforms (docs/conformance/exchange.md).</summary>
internal static class ExchangeEndpoints
{
    private const int MaxObjects = 100_000;
    private const long MaxManifest = 64L << 20;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var exchange = endpoints.MapGroup("/exchange/v1").AllowAnonymous().AddEndpointFilter(PeerDoor.Only).WithTags("Exchange between platforms").ExcludeFromDescription();
        exchange.MapGet("hello", (ExchangeOptions options) => Results.Ok(new { name = options.Name, version = 1, maxBundleBytes = options.MaxBundleBytes }));
        exchange.MapPut("studies/{study}", PutManifest);
        exchange.MapMethods("bundles/{sha256}", ["HEAD"], Head);
        exchange.MapMethods("bundles/{sha256}", ["PATCH"], Patch);
        exchange.MapGet("bundles/{sha256}", Answer);
    }

    private static async Task<IResult> PutManifest(string study, HttpContext http, Receiving receiving)
    {
        if (!Uid.IsValid(study) || await ReadManifest(http) is not { } manifest) return Results.BadRequest();
        return await receiving.Announce(http.Peer(), study, manifest, http.RequestAborted) is { } answer ? Results.Json(answer, Manifest.Json) : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> Head(string sha256, HttpContext http, IncomingBundles bundles)
    {
        if (!IsHash(sha256)) return Results.BadRequest();
        var (offset, done) = await bundles.StateOf(http.Peer().Name, sha256, http.RequestAborted);
        http.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        if (done is not null) http.Response.Headers["Upload-State"] = "done";
        return Results.NoContent();
    }

    private static IResult Answer(string sha256, HttpContext http, IncomingBundles bundles) =>
        IsHash(sha256) && bundles.AnswerOf(http.Peer().Name, sha256) is { } answer ? Results.Json(answer, Manifest.Json) : Results.NotFound();

    private static async Task<IResult> Patch(string sha256, HttpContext http, IncomingBundles bundles, Receiving receiving, ExchangeOptions options)
    {
        string study = http.Request.Headers["Study"].ToString();
        if (!IsHash(sha256) || !Uid.IsValid(study) || Number(http, "Upload-Offset") is not { } offset || Number(http, "Upload-Length") is not { } total) return Results.BadRequest();
        if (total > options.MaxBundleBytes) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        string peer = http.Peer().Name;
        using var turn = await bundles.Enter(peer, sha256, http.RequestAborted);
        if (bundles.AnswerOf(peer, sha256) is { } known) return Results.Json(known, Manifest.Json);
        // Not the request's own token: what has come in when the line breaks is still written.
        long end = await bundles.Append(turn, peer, sha256, offset, total, http.Request.BodyReader, http.RequestAborted);
        http.Response.Headers["Upload-Offset"] = (end < 0 ? -1 - end : end).ToString(CultureInfo.InvariantCulture);
        if (end < 0) return Results.Conflict();
        if (end < total) return Results.NoContent();
        return await receiving.TakeApart(http.Peer(), study, sha256, bundles) is { } answer ? Results.Json(answer, Manifest.Json) : Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Manifest?> ReadManifest(HttpContext http)
    {
        Stream body = http.Request.Headers.ContentEncoding == "br" ? new BrotliStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        try
        {
            using var whole = new MemoryStream();
            byte[] buffer = new byte[64 * 1024];
            while (await body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
            {
                if (whole.Length + read > MaxManifest) return null;
                whole.Write(buffer, 0, read);
            }
            whole.Position = 0;
            var manifest = await JsonSerializer.DeserializeAsync<Manifest>(whole, Manifest.Json, http.RequestAborted);
            return manifest is { Objects: { Count: > 0 and <= MaxObjects } objects, Sender: not null, Receiver: not null, Transfer: not null }
                && objects.All(one => Uid.IsValid(one.Uid ?? "") && one.Bytes >= 0 && IsHash(one.Sha256)) ? manifest : null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    private static long? Number(HttpContext http, string header) =>
        long.TryParse(http.Request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
