using System.Globalization;
using Microsoft.AspNetCore.Http;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Retrieving;

/// <summary>Parts of a representation by byte (RFC 9110 §14): a broken download goes on where it stopped.</summary>
internal static class Ranges
{
    /// <summary>What is to be sent of so many bytes, with status and headers set; null after a range that lies outside.</summary>
    public static ByteRange? BeginRange(this HttpContext http, long length)
    {
        var (request, response) = (http.Request.Headers, http.Response);
        response.Headers.AcceptRanges = "bytes";
        string asked = request.Range.ToString();
        bool isCurrent = request.IfRange.Count == 0 || request.IfRange.ToString() == response.Headers.ETag.ToString();
        if (asked.Length == 0 || !isCurrent || !TryRead(asked, length, out var range))
        {
            response.ContentLength = length;
            return new(0, length);
        }
        if (range.Length <= 0)
        {
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
            return null;
        }
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{length}");
        response.ContentLength = range.Length;
        return range;
    }

    /// <summary>One range; several, or what cannot be read, are answered with everything, as the RFC allows.</summary>
    private static bool TryRead(string header, long length, out ByteRange range)
    {
        range = default;
        if (!header.StartsWith("bytes=", StringComparison.Ordinal) || header[6..].Split('-') is not [var first, var last]) return false;
        bool hasFirst = long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long from);
        bool hasLast = long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long to);
        if (first.Length > 0 != hasFirst || last.Length > 0 != hasLast || !hasFirst && !hasLast) return false;
        if (!hasFirst) (from, to) = (Math.Max(0, length - to), length - 1);
        else if (!hasLast) to = length - 1;
        to = Math.Min(to, length - 1);
        range = new(from, to - from + 1);
        return true;
    }
}
