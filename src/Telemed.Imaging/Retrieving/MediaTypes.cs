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

    /// <summary>True when nothing was asked for, or one of the types, or a wildcard that holds it.</summary>
    public static bool Accepts(this HttpRequest request, params string[] types)
    {
        var ranges = request.MediaRanges();
        return ranges.Count == 0 || ranges.Any(range => range.Quality > 0 && types.Any(range.Holds));
    }

    /// <summary>True when the type was named, for the whole or for the parts of a multipart message.</summary>
    public static bool Names(this HttpRequest request, string type) =>
        request.MediaRanges().Any(range => range.Quality > 0 && (range.Type == type || range.Part == type));

    /// <summary>True when this transfer syntax itself was asked for.</summary>
    public static bool NamesSyntax(this HttpRequest request, string syntax) => request.MediaRanges().Any(range => range.Quality > 0 && range.TransferSyntax == syntax);

    /// <summary>True when no transfer syntax was asked for, any, or this one.</summary>
    public static bool TakesSyntax(this HttpRequest request, string syntax)
    {
        var asked = request.MediaRanges().Where(range => range is { Quality: > 0, TransferSyntax: not null }).ToList();
        return asked.Count == 0 || asked.Any(range => range.TransferSyntax == "*" || range.TransferSyntax == syntax)
            || request.MediaRanges().Any(range => range is { Type: "*/*", Quality: > 0, TransferSyntax: null });
    }

    /// <summary>How much a type is wanted by its own name; 0 when it was not named.</summary>
    public static double Wants(this HttpRequest request, string type) => request.MediaRanges().Where(range => range.Type == type).Select(range => range.Quality).DefaultIfEmpty(0).Max();
}
