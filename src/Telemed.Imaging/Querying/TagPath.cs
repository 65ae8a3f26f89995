using Telemed.Dicom.Core;

namespace Telemed.Imaging.Querying;

/// <summary>An attribute of the top level, or one inside the items of a sequence (PS3.18 §8.3.4.1 writes it with a dot).</summary>
/// <param name="Tag">The attribute, or the sequence it is in.</param>
/// <param name="Inner">The attribute inside the sequence's items.</param>
internal readonly record struct TagPath(Tag Tag, Tag? Inner = null)
{
    /// <summary>Reads a tag or keyword, or two of them with a dot between; nothing here matches deeper.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TagPath path)
    {
        int dot = text.IndexOf('.');
        Tag inner = default;
        bool read = Tag.TryParse(dot < 0 ? text : text[..dot], out var outer) && (dot < 0 || Tag.TryParse(text[(dot + 1)..], out inner));
        path = dot < 0 ? new(outer) : new(outer, inner);
        return read;
    }

    /// <summary>As <c>00080060</c> or <c>00400275.00400009</c>.</summary>
    public override string ToString() => Inner is { } inner ? $"{Tag.ToHex()}.{inner.ToHex()}" : Tag.ToHex();
}
