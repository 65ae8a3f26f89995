using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Querying;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Indexing;

/// <summary>What the index keeps of one object: enough for queries and for the doors to find the file.</summary>
/// <param name="Study">Values of <see cref="IndexedAttributes"/> for the study's table, in the order of its columns; likewise the others.</param>
internal sealed record InstanceRecord(
    ObjectIdentity Identity, Provenance Provenance, string TransferSyntaxUid, long Bytes, string? SentIssuer, object?[] Study, object?[] Series, object?[] Instance)
{
    private static readonly IReadOnlyList<IndexedAttribute> StudyAttributes = IndexedAttributes.OfObject(QueryLevel.Study);
    private static readonly IReadOnlyList<IndexedAttribute> SeriesAttributes = IndexedAttributes.OfObject(QueryLevel.Series);
    private static readonly IReadOnlyList<IndexedAttribute> InstanceAttributes = IndexedAttributes.OfObject(QueryLevel.Instance);

    /// <summary>Reads the header of a stored file; a broken rest does not matter. Null when it cannot be identified.</summary>
    public static InstanceRecord? Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var read = DicomFile.Read(new FileSource(file), ReaderOptions.Header with { DeferLongerThanBytes = 4096 });
        return Provenance.Of(read.Meta) is { } provenance ? Of(read.DataSet, provenance, read.Syntax.Uid, RandomAccess.GetLength(file)) : null;
    }

    /// <summary>Null when one of the four identifiers is missing.</summary>
    public static InstanceRecord? Of(DataSet set, Provenance provenance, string transferSyntaxUid, long bytes)
    {
        if (set.Ascii(Tags.SopClassUid) is not { } sopClass || set.Ascii(Tags.SopInstanceUid) is not { } instance
            || set.Ascii(Tags.StudyInstanceUid) is not { } study || set.Ascii(Tags.SeriesInstanceUid) is not { } series) return null;
        var sets = CharacterSets.Of(set);
        return new(new(sopClass, instance, study, series), provenance, transferSyntaxUid, bytes, set.Text(Tags.IssuerOfPatientId, sets),
            Values(set, sets, StudyAttributes), Values(set, sets, SeriesAttributes), Values(set, sets, InstanceAttributes));
    }

    private static object?[] Values(DataSet set, CharacterSets sets, IReadOnlyList<IndexedAttribute> attributes)
    {
        var values = new object?[attributes.Count];
        for (int i = 0; i < values.Length; i++) values[i] = AttributeValues.Read(set, sets, attributes[i]);
        return values;
    }
}
