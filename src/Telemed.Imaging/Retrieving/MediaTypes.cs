using Microsoft.AspNetCore.Http;

namespace Telemed.Imaging.Retrieving;

/// <summary>Which representation a request asks for (PS3.18 §8.7).</summary>
internal static class MediaTypes
{
    /// <summary>Content type of one frame's part; Cornerstone reads the syntax from it.</summary>
    public static string OfFrame(string syntax) => syntax switch
    {
        "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.53" or "1.2.840.10008.1.2.4.55"
            or "1.2.840.10008.1.2.4.57" or "1.2.840.10008.1.2.4.70" => $"image/jpeg; transfer-syntax={syntax}",
        "1.2.840.10008.1.2.4.80" or "1.2.840.10008.1.2.4.81" => $"image/jls; transfer-syntax={syntax}",
        "1.2.840.10008.1.2.4.90" or "1.2.840.10008.1.2.4.91" => $"image/jp2; transfer-syntax={syntax}",
        "1.2.840.10008.1.2.4.201" or "1.2.840.10008.1.2.4.202" or "1.2.840.10008.1.2.4.203" => $"image/jphc; transfer-syntax={syntax}",
        "1.2.840.10008.1.2.4.110" or "1.2.840.10008.1.2.4.111" or "1.2.840.10008.1.2.4.112" => $"image/jxl; transfer-syntax={syntax}",
        "1.2.840.10008.1.2.5" => $"image/dicom-rle; transfer-syntax={syntax}",
        // Samples of implicit VR and of deflated data sets are the same bytes as in explicit VR little endian.
        "1.2.840.10008.1.2" or "1.2.840.10008.1.2.1.99" => "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        _ => $"application/octet-stream; transfer-syntax={syntax}",
    };

    /// <summary>The part's media type without parameters, for the outer Content-Type.</summary>
    public static string Bare(string contentType) => contentType.Split(';')[0];

    /// <summary>True when nothing was asked for, anything goes, or one of the types was named.</summary>
    public static bool Accepts(this HttpRequest request, params ReadOnlySpan<string> types)
    {
        string accept = Accept(request);
        if (accept.Length == 0 || accept.Contains("*/*", StringComparison.Ordinal)) return true;
        foreach (string type in types)
            if (accept.Contains(type, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>True when the type was named.</summary>
    public static bool Names(this HttpRequest request, string type) => Accept(request).Contains(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>The Accept header, or the query parameter that stands for it in a browser's address bar (PS3.18 §8.3.3.1).</summary>
    private static string Accept(HttpRequest request) =>
        request.Query.TryGetValue("accept", out var query) ? query.ToString() : request.Headers.Accept.ToString();
}
