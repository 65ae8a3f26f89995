using System.Buffers;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web;

namespace Telemed.Imaging.Storing;

/// <summary>STOW-RS of metadata and bulk data (PS3.18 §10.5.2): objects are put together in memory, then take the same way as all others.</summary>
internal sealed class StowMetadata(string institution, string? study, ObjectStore store)
{
    private const int MaxJsonBytes = 64 << 20;
    private const long MaxBulkBytes = 512L << 20;
    private const string Json = "application/dicom+json";

    private readonly List<byte[]> documents = [];
    private readonly Dictionary<string, Bulk> bulks = new(StringComparer.Ordinal);
    private long held;

    private sealed record Bulk(ReadOnlyMemory<byte> Bytes, string? TransferSyntaxUid);

    /// <summary>True for a part that is metadata or a value of them.</summary>
    public static bool Is(IReadOnlyDictionary<string, string> headers) =>
        headers.ContainsKey("content-location") || headers.GetValueOrDefault("content-type", "").StartsWith(Json, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes one part in; false when all parts together are too large.</summary>
    public async ValueTask<bool> Take(MultipartReader reader, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        string type = headers.GetValueOrDefault("content-type", "");
        bool isJson = type.StartsWith(Json, StringComparison.OrdinalIgnoreCase);
        var body = new ArrayBufferWriter<byte>();
        while (await reader.ReadBody(cancellationToken) is { } bytes)
        {
            held += bytes.Length;
            if (held > MaxBulkBytes || isJson && body.WrittenCount + bytes.Length > MaxJsonBytes) return false;
            foreach (var segment in bytes) body.Write(segment.Span);
        }
        if (isJson) documents.Add(body.WrittenSpan.ToArray());
        else if (headers.TryGetValue("content-location", out string? location)) bulks[location] = new(body.WrittenMemory, SyntaxOf(type));
        return true;
    }

    /// <summary>Stores every object of the metadata.</summary>
    public async ValueTask<IReadOnlyList<StowResult>> Store(CancellationToken cancellationToken)
    {
        var results = new List<StowResult>();
        foreach (byte[] document in documents)
        {
            using var json = Parse(document);
            if (json?.RootElement.ValueKind != JsonValueKind.Array) results.Add(new(ObjectOutcome.Unidentified, null, null, null));
            else foreach (var one in json.RootElement.EnumerateArray()) results.Add(await Store(one, cancellationToken));
        }
        return results;
    }

    private async ValueTask<StowResult> Store(JsonElement json, CancellationToken cancellationToken)
    {
        string? syntax = null;
        var read = new DicomJsonReader(uri =>
        {
            if (!bulks.TryGetValue(uri, out var bulk)) return null;
            syntax = bulk.TransferSyntaxUid ?? syntax;
            return bulk.Bytes;
        }).Read(json);
        if (read is null || read.Ascii(Tags.SopClassUid) is not { } sopClass || read.Ascii(Tags.SopInstanceUid) is not { } instance) return new(ObjectOutcome.Unidentified, null, null, null);
        var written = TransferSyntax.Of(syntax ?? TransferSyntax.ExplicitLittle.Uid);
        if (written.IsEncapsulated && read.Find(Tags.PixelData) is { } pixels) read.Add(Element.Encapsulated(Tags.PixelData, Vr.OB, [ReadOnlyMemory<byte>.Empty, pixels.Bytes]));
        else if (written.IsEncapsulated || written.IsBigEndian || written.IsDeflated) return new(ObjectOutcome.Unidentified, sopClass, instance, null);
        var bytes = new ArrayBufferWriter<byte>();
        DataSetWriter.Write(read, written, bytes);
        await using var incoming = store.Begin(new IncomingObject(StowPart.SourceAe, "", sopClass, instance, written.Uid, null) { InstitutionId = institution }, study);
        await incoming.Write(new ReadOnlySequence<byte>(bytes.WrittenMemory), cancellationToken);
        await incoming.Complete(cancellationToken);
        return new(incoming.Outcome, sopClass, instance, incoming.Identity);
    }

    private static JsonDocument? Parse(byte[] document)
    {
        try
        {
            return JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = 128 });
        }
        catch (JsonException)
        {
            return null;   // what somebody sent is no JSON
        }
    }

    /// <summary>Null for samples that are not compressed.</summary>
    private static string? SyntaxOf(string contentType)
    {
        int at = contentType.IndexOf("transfer-syntax=", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        string uid = contentType[(at + 16)..].Split(';')[0].Trim().Trim('"');
        return TransferSyntax.IsRegistered(uid) && uid != TransferSyntax.ImplicitLittle.Uid ? uid : null;
    }
}
