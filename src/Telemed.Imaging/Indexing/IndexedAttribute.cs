using Telemed.Dicom.Core;
using Telemed.Imaging.Querying;

namespace Telemed.Imaging.Indexing;

/// <summary>One attribute that has a column of its own.</summary>
/// <param name="Level">Whose table; patients have none of their own, their attributes lie with the studies.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Kind">How it is matched and kept.</param>
/// <param name="Path">The attribute.</param>
/// <param name="IsDefault">Every answer of the level has it (PS3.18 Tables 10.6.1-5).</param>
/// <param name="Source">Where the value comes from.</param>
internal sealed record IndexedAttribute(
    QueryLevel Level, string Column, MatchKind Kind, TagPath Path, bool IsDefault, AttributeSource Source = AttributeSource.Object)
{
    /// <summary>Representation of what is returned.</summary>
    public Vr Vr { get; } = DicomDictionary.VrOf(Path.Inner ?? Path.Tag);

    /// <summary>Its column with the table's short name.</summary>
    public string Sql { get; } = Level switch { QueryLevel.Patient or QueryLevel.Study => "s.", QueryLevel.Series => "e.", _ => "i." } + Column;
}

/// <summary>Who fills a column.</summary>
internal enum AttributeSource
{
    /// <summary>The object, as it was sent.</summary>
    Object,
    /// <summary>The writer of the index: identifiers, counts, what the door knew.</summary>
    Index,
}
