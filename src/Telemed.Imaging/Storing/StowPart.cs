using System.Buffers;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web;

namespace Telemed.Imaging.Storing;

/// <summary>One part of a STOW-RS message: a Part 10 file, of which the data set goes to the store as it comes.</summary>
internal static class StowPart
{
    /// <summary>The file meta group must end within so many bytes; real ones take a few hundred.</summary>
    private const int HeadBytes = 64 * 1024;
    internal const string SourceAe = "STOW-RS";

    public static async ValueTask<StowResult> Store(MultipartReader reader, IReadOnlyDictionary<string, string> headers, string? study, string institution,
        ObjectStore store, CancellationToken cancellationToken)
    {
        if (headers.TryGetValue("content-type", out string? type) && !type.StartsWith("application/dicom", StringComparison.OrdinalIgnoreCase)
            && !type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)) return new(ObjectOutcome.Unidentified, null, null, null);
        var head = new ArrayBufferWriter<byte>(HeadBytes);
        ReadOnlySequence<byte>? rest = null;
        while (head.WrittenCount < HeadBytes && (rest = await reader.ReadBody(cancellationToken)) is { } bytes)
        {
            var part = bytes.Slice(0, Math.Min(bytes.Length, HeadBytes - head.WrittenCount));
            foreach (var segment in part) head.Write(segment.Span);
            rest = bytes.Slice(part.End);
        }
        if (Describe(head.WrittenMemory, institution, out int dataSetOffset) is not { } info) return new(ObjectOutcome.Unidentified, null, null, null);
        await using var incoming = store.Begin(info, study);
        await incoming.Write(new ReadOnlySequence<byte>(head.WrittenMemory[dataSetOffset..]), cancellationToken);
        if (rest is { IsEmpty: false } left) await incoming.Write(left, cancellationToken);
        while (await reader.ReadBody(cancellationToken) is { } more) await incoming.Write(more, cancellationToken);
        if (reader.Fault is not null) return new(ObjectOutcome.None, info.SopClassUid, info.SopInstanceUid, null);   // cut off: discarded
        await incoming.Complete(cancellationToken);
        return new(incoming.Outcome, info.SopClassUid, info.SopInstanceUid, incoming.Identity);
    }

    private static IncomingObject? Describe(ReadOnlyMemory<byte> head, string institution, out int dataSetOffset)
    {
        var file = DicomFile.Read(new MemorySource(head), ReaderOptions.UpTo(default));
        dataSetOffset = (int)file.DataSetOffset;
        if (file.Fault is not null) return null;
        string? sopClass = file.Meta.Ascii(Tags.MediaStorageSopClassUid), instance = file.Meta.Ascii(Tags.MediaStorageSopInstanceUid);
        if (sopClass is null || instance is null)
        {
            var identity = ObjectIdentity.Read(new MemorySource(head[dataSetOffset..]), file.Syntax);
            (sopClass, instance) = (identity?.SopClassUid, identity?.SopInstanceUid);
        }
        return sopClass is null || instance is null || !Uid.IsValid(sopClass) || !Uid.IsValid(instance) || !Uid.IsValid(file.Syntax.Uid) ? null
            : new(SourceAe, "", sopClass, instance, file.Syntax.Uid, null) { InstitutionId = institution };
    }
}
