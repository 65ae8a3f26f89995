using System.Collections;

namespace Telemed.Dicom.Core;

/// <summary>Elements in tag order; also an item of a sequence. Any number of threads may read; none beside one that writes.</summary>
public sealed class DataSet : IReadOnlyCollection<Element>
{
    private static readonly Comparer<Element> ByTag = Comparer<Element>.Create((a, b) => a.Tag.CompareTo(b.Tag));
    private List<Element> elements = [];
    private volatile bool sorted = true;

    /// <inheritdoc/>
    public int Count { get { Sort(); return elements.Count; } }

    /// <summary>Adds an element; one of the same tag is replaced.</summary>
    public DataSet Add(Element element)
    {
        // Files out of order are sorted once at the first look-up: inserting each in its place would make a hostile file quadratic.
        if (elements.Count > 0 && elements[^1].Tag >= element.Tag) sorted = false;
        elements.Add(element);
        return this;
    }

    /// <summary>Adds text of the default repertoire (PS3.5 §6.1.1), padded to an even length.</summary>
    public DataSet AddAscii(Tag tag, Vr vr, string value)
    {
        var bytes = new byte[value.Length + (value.Length & 1)];
        System.Text.Encoding.Latin1.GetBytes(value, bytes);
        if ((value.Length & 1) == 1) bytes[^1] = vr.PaddingByte();
        return Add(new Element(tag, vr, bytes));
    }

    /// <summary>Adds one unsigned 16-bit number.</summary>
    public DataSet AddUInt16(Tag tag, ushort value) => Add(new Element(tag, Vr.US, new[] { (byte)value, (byte)(value >> 8) }));

    /// <summary>Adds one unsigned 32-bit number.</summary>
    public DataSet AddUInt32(Tag tag, uint value) =>
        Add(new Element(tag, Vr.UL, new[] { (byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24) }));

    /// <summary>Finds an element of this level, or null.</summary>
    public Element? Find(Tag tag)
    {
        Sort();
        int low = 0, high = elements.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = elements[middle].Tag.CompareTo(tag);
            if (order == 0) return elements[middle];
            if (order < 0) low = middle + 1; else high = middle - 1;
        }
        return null;
    }

    /// <summary>Removes an element if it is there.</summary>
    public bool Remove(Tag tag)
    {
        Sort();
        return elements.RemoveAll(element => element.Tag == tag) > 0;
    }

    /// <inheritdoc/>
    public IEnumerator<Element> GetEnumerator()
    {
        Sort();
        return elements.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A list of its own takes the place of the one out of order, so that readers may do this beside each other.
    private void Sort()
    {
        if (sorted) return;
        var inOrder = new List<Element>(elements.Count);
        foreach (var element in elements.Order(ByTag))   // stable, unlike List.Sort: of two with one tag the later wins
        {
            if (inOrder.Count > 0 && inOrder[^1].Tag == element.Tag) inOrder[^1] = element;
            else inOrder.Add(element);
        }
        elements = inOrder;
        sorted = true;
    }
}
