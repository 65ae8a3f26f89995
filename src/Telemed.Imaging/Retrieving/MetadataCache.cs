using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Telemed.Imaging.Retrieving;

/// <summary>Metadata that were written once, compressed: a study is opened by several people, and a viewer asks series by series and again.</summary>
internal sealed class MetadataCache
{
    private const long MaxKeptBytes = 64L << 20;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<MetadataDocument>> kept = new(StringComparer.Ordinal);
    private readonly LinkedList<MetadataDocument> byUse = new();
    private long keptBytes;

    /// <summary>Null when it was not written yet, or forgotten.</summary>
    public MetadataDocument? Find(string version)
    {
        lock (gate)
        {
            if (!kept.TryGetValue(version, out var node)) return null;
            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Writes the document and keeps it under its version; those used longest ago make room.</summary>
    public MetadataDocument Add(string version, IReadOnlyList<InstanceFile> instances, Action<InstanceFile, Utf8JsonWriter> write)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        using (var json = new Utf8JsonWriter(gzip, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var instance in instances)
            {
                write(instance, json);
                if (json.BytesPending > 64 * 1024) json.Flush();
            }
            json.WriteEndArray();
        }
        var document = new MetadataDocument(version, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version)).AsSpan(0, 16)), compressed.ToArray());
        Keep(document);
        return document;
    }

    private void Keep(MetadataDocument document)
    {
        if (document.Compressed.Length > MaxKeptBytes / 4) return;
        lock (gate)
        {
            if (!kept.TryAdd(document.Version, new(document))) return;
            byUse.AddFirst(kept[document.Version]);
            for (keptBytes += document.Compressed.Length; keptBytes > MaxKeptBytes && byUse.Last is { } oldest; byUse.RemoveLast())
            {
                keptBytes -= oldest.Value.Compressed.Length;
                kept.Remove(oldest.Value.Version);
            }
        }
    }
}

/// <summary>Metadata of a study, series or instance as they were at one time.</summary>
/// <param name="Version">What it is of, and when.</param>
/// <param name="Tag">Its entity tag.</param>
/// <param name="Compressed">DICOM JSON in gzip.</param>
internal sealed record MetadataDocument(string Version, string Tag, byte[] Compressed)
{
    /// <summary>As it is to clients that unpack it, unpacked to others.</summary>
    public async Task Send(HttpContext http)
    {
        http.Response.Headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            http.Response.ContentLength = Compressed.Length;
            await http.Response.BodyWriter.WriteAsync(Compressed, http.RequestAborted);
            return;
        }
        await using var gzip = new GZipStream(new MemoryStream(Compressed), CompressionMode.Decompress);
        await gzip.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
