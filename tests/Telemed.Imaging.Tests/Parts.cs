using System.IO.Pipelines;
using System.Buffers;
using Microsoft.Net.Http.Headers;
using Telemed.Dicom.Web;

namespace Telemed.Imaging.Tests;

/// <summary>Takes a multipart answer apart.</summary>
internal static class Parts
{
    public static async Task<List<(string ContentType, byte[] Body)>> Read(HttpResponseMessage response)
    {
        var type = MediaTypeHeaderValue.Parse(response.Content.Headers.ContentType!.ToString());
        var reader = new MultipartReader(PipeReader.Create(await response.Content.ReadAsStreamAsync()), HeaderUtilities.RemoveQuotes(type.Boundary).Value!, new MultipartLimits());
        var parts = new List<(string, byte[])>();
        while (await reader.NextPart(default) is { } headers)
        {
            var body = new List<byte>();
            while (await reader.ReadBody(default) is { } bytes) body.AddRange(bytes.ToArray());
            parts.Add((headers["content-type"], [.. body]));
        }
        Assert.Null(reader.Fault);
        return parts;
    }
}
