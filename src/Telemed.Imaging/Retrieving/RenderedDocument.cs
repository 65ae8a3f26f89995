using Microsoft.AspNetCore.Http;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Retrieving;

/// <summary>Encapsulated documents as what they are (PS3.18 §8.7.4): a PDF for the browser's own viewer, CDA as XML.</summary>
internal static class RenderedDocument
{
    private static readonly ReaderOptions WithDocument = ReaderOptions.Header with { DeferLongerThanBytes = int.MaxValue };
    private static readonly Tag Document = new(0x0042, 0x0011);
    private static readonly Tag MimeType = new(0x0042, 0x0012);
    private static readonly Tag Length = new(0x0042, 0x0015);

    // What a stranger's document may do beside being shown: a PDF nothing outside its viewer, which no sandbox lets run; XML nothing at all.
    private static readonly Dictionary<string, (string Type, string Policy)> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/pdf"] = ("application/pdf", "frame-ancestors 'self'"),
        ["text/xml"] = ("text/xml", "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"),
    };

    /// <summary>Encapsulated PDF and CDA Storage.</summary>
    public static bool Is(string? sopClassUid) => sopClassUid is "1.2.840.10008.5.1.4.1.1.104.1" or "1.2.840.10008.5.1.4.1.1.104.2";

    public static async Task<IResult> Send(InstanceFile found, HttpContext http)
    {
        using var file = FileSending.Open(found.Path);
        var set = DicomFile.Read(new FileSource(file), WithDocument).DataSet;
        if (set.Ascii(MimeType) is not { } said || !Shown.TryGetValue(said, out var known) || set.Find(Document) is not { } document)
            return RetrieveFrames.Uncached(ImagingProblems.NotRenderable, http);
        if (!http.Request.Accepts(known.Type)) return ImagingProblems.NotAcceptable.ToResult(http);
        if (http.IsUnchanged(found.Content)) return Results.StatusCode(StatusCodes.Status304NotModified);
        int length = set.Integer(Length) is { } exact && exact > 0 && exact <= document.Bytes.Length ? (int)exact : document.Bytes.Length;   // without the padding byte, where that is told
        http.Response.ContentType = known.Type;
        http.Response.ContentLength = length;
        http.Response.Headers.ContentSecurityPolicy = known.Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = "inline";
        await http.Response.BodyWriter.WriteAsync(document.Bytes[..length], http.RequestAborted);
        return Results.Empty;
    }
}
