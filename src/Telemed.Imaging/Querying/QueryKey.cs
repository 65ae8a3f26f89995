using Telemed.Dicom.Core;

namespace Telemed.Imaging.Querying;

/// <summary>One attribute to match.</summary>
/// <param name="Path">The attribute; inside sequences, the sequences before it.</param>
/// <param name="Value">As the standard writes it: wildcards, a range with a hyphen, several values with backslashes. Empty matches everything.</param>
internal sealed record QueryKey(TagPath Path, string Value)
{
    public QueryKey(Tag tag, string value) : this(new TagPath(tag), value) { }
}
