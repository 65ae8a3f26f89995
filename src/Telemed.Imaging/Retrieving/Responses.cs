using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Telemed.Dicom.Web;

namespace Telemed.Imaging.Retrieving;

/// <summary>What the retrieving doors do to every response.</summary>
internal static class Responses
{
    /// <summary>Sets the tag of content that never changes under its address, and says whether the client has it already.</summary>
    /// <param name="mayGrow">More objects may come under the address: the client asks each time and is told if there is nothing new.</param>
    public static bool IsUnchanged(this HttpContext http, string tag, bool mayGrow = false)
    {
        http.Response.Headers.ETag = $"\"{tag}\"";
        http.Response.Headers.CacheControl = mayGrow ? "private, no-cache" : "private, max-age=31536000, immutable";
        return http.Request.Headers.IfNoneMatch.ToString().Contains($"\"{tag}\"", StringComparison.Ordinal);
    }

    public static MultipartWriter BeginMultipart(this HttpContext http, string partType)
    {
        string boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        http.Response.ContentType = $"multipart/related; type=\"{partType}\"; boundary={boundary}";
        return new MultipartWriter(http.Response.BodyWriter, boundary);
    }
}
