using System.Collections.Frozen;
using System.Globalization;

namespace Telemed.Dicom.Core;

/// <summary>The element registry of PS3.6, read once from the data file beside this code. Safe from any thread.</summary>
public static class DicomDictionary
{
    private static readonly Lazy<(FrozenDictionary<uint, DictionaryEntry> ByTag, FrozenDictionary<string, Tag> ByKeyword)> Registry = new(Load);

    /// <summary>Number of registered elements.</summary>
    public static int Count => Registry.Value.ByTag.Count;

    /// <summary>Finds a registered element; repeating groups 50xx and 60xx find their first group's entry.</summary>
    /// <returns>False for private and unregistered elements.</returns>
    public static bool TryFind(Tag tag, out DictionaryEntry entry) => Registry.Value.ByTag.TryGetValue(Normal(tag), out entry);

    /// <summary>Finds a tag by its keyword, case-sensitive as PS3.6 writes it.</summary>
    public static bool TryFind(ReadOnlySpan<char> keyword, out Tag tag) =>
        Registry.Value.ByKeyword.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(keyword, out tag);

    /// <summary>The representation that implicit VR must assume; UN when the element is not registered (PS3.5 §7.1.3 and §6.2.2).</summary>
    /// <param name="tag">Any tag, also of a group length or a private creator.</param>
    /// <param name="signedPixels">Pixel Representation (0028,0103) of the data set is 1, which turns "US or SS" into SS.</param>
    public static Vr VrOf(Tag tag, bool signedPixels = false)
    {
        if (tag.IsGroupLength) return Vr.UL;
        if (tag.IsPrivateCreator) return Vr.LO;
        if (!TryFind(tag, out var entry)) return Vr.UN;
        return entry.FollowsPixelSign && signedPixels ? Vr.SS : entry.Vr;
    }

    private static uint Normal(Tag tag) => (tag.Group & 0xFF01) is 0x5000 or 0x6000 ? tag.Value & 0xFF00_FFFF : tag.Value;

    private static (FrozenDictionary<uint, DictionaryEntry>, FrozenDictionary<string, Tag>) Load()
    {
        var byTag = new Dictionary<uint, DictionaryEntry>(6000);
        var byKeyword = new Dictionary<string, Tag>(6000, StringComparer.Ordinal);
        foreach (string line in DataFile.Lines("elements.txt"))
        {
            var tag = Tag.From(uint.Parse(line.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            bool followsSign = line.AsSpan(9, 2) is "XS";
            var entry = new DictionaryEntry(tag, followsSign ? Vr.US : (Vr)((line[9] << 8) | line[10]), line[12..], followsSign);
            byTag.Add(tag.Value, entry);
            byKeyword.TryAdd(entry.Keyword, tag);
        }
        return (byTag.ToFrozenDictionary(), byKeyword.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
