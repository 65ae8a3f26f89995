using System.Collections.Frozen;
using System.Text;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>The repertoires that a data set declares in (0008,0005) and how its texts are read (PS3.3 §C.12.1.1.2, PS3.5 §6.1).</summary>
/// <remarks>Immutable. An item without a declaration of its own uses that of what encloses it.</remarks>
public sealed class CharacterSets
{
    private const int GB18030 = 54936;

    /// <summary>Code pages by defined term; in terms with and without code extensions the number after IR means the same.</summary>
    private static readonly FrozenDictionary<string, int> CodePages = new Dictionary<string, int>
    {
        ["6"] = 20127,
        ["13"] = 932,
        ["58"] = 936,
        ["87"] = 51932,
        ["100"] = 28591,
        ["101"] = 28592,
        ["109"] = 28593,
        ["110"] = 28594,
        ["126"] = 28597,
        ["127"] = 28596,
        ["138"] = 28598,
        ["144"] = 28595,
        ["148"] = 28599,
        ["149"] = 51949,
        ["159"] = 20932,
        ["166"] = 874,
        ["192"] = 65001,
        ["203"] = 28605,
    }.ToFrozenDictionary();

    private readonly int codePage;
    private readonly bool hasExtensions;
    private readonly bool declared;

    static CharacterSets() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private CharacterSets(int codePage, bool hasExtensions, bool declared) =>
        (this.codePage, this.hasExtensions, this.declared) = (codePage, hasExtensions, declared);

    /// <summary>Nothing declared: ASCII, or whatever the bytes give away.</summary>
    public static CharacterSets Undeclared { get; } = new(20127, false, false);

    /// <summary>UTF-8.</summary>
    public static CharacterSets Utf8 { get; } = new(65001, false, true);

    /// <summary>What a data set or item declares; <paramref name="outer"/>'s when it declares nothing.</summary>
    public static CharacterSets Of(DataSet set, CharacterSets? outer = null) =>
        set.Find(Tags.SpecificCharacterSet) is { Bytes.Length: > 0 } element ? Of(element.AsciiValues()) : outer ?? Undeclared;

    /// <summary>The sets of the defined terms, the first of which holds at the start of every value. Unknown terms count as undeclared.</summary>
    public static CharacterSets Of(IReadOnlyList<string> terms)
    {
        if (terms.Count == 0 || terms.Count == 1 && terms[0].Length == 0) return Undeclared;
        string first = terms[0];
        if (first.Equals("GB18030", StringComparison.OrdinalIgnoreCase) || first.Equals("GBK", StringComparison.OrdinalIgnoreCase))
            return new(GB18030, false, true);
        bool extensions = terms.Count > 1 || first.Contains("2022", StringComparison.Ordinal);
        if (first.Length == 0) return new(20127, extensions, true);
        string number = first[(first.LastIndexOf(' ') + 1)..];
        if (number.StartsWith("IR", StringComparison.OrdinalIgnoreCase)) number = number[2..].TrimStart('_');
        if (!CodePages.TryGetValue(number, out int page)) return Undeclared;
        return page == 20127 && !extensions ? Undeclared : new(page, extensions, true);
    }

    /// <summary>Reads a text; a byte that means nothing becomes U+FFFD, never a failure. Padding and separators stay.</summary>
    /// <param name="bytes">The value as stored.</param>
    /// <param name="vr">Decides which characters end a value and so reset code extensions (PS3.5 §6.1.2.5.3).</param>
    public string Decode(ReadOnlySpan<byte> bytes, Vr vr) => Decode(bytes, vr, out _);

    /// <summary>Reads a text and says on what evidence.</summary>
    public string Decode(ReadOnlySpan<byte> bytes, Vr vr, out TextEvidence evidence)
    {
        evidence = TextEvidence.Ascii;
        if (Ascii.IsValid(bytes) && !bytes.Contains(Iso2022.Escape)) return System.Text.Encoding.ASCII.GetString(bytes);
        evidence = TextEvidence.Declared;
        // Chinese equipment declares ISO 2022 IR 58 and forgets the escape sequence.
        if (hasExtensions && codePage == 20127 && !bytes.Contains(Iso2022.Escape)) return Detect(bytes, out evidence);
        if (hasExtensions || bytes.Contains(Iso2022.Escape)) return Iso2022.Decode(bytes, vr, Encoding(codePage));
        if (!declared) return Detect(bytes, out evidence);
        if (codePage == 28591 && LooksChinese(bytes))
        {
            evidence = TextEvidence.ChineseDespiteDeclaration;
            return Encoding(GB18030).GetString(bytes);
        }
        return Encoding(codePage).GetString(bytes);
    }

    /// <summary>The code page of a defined term without code extensions; null for any other.</summary>
    internal static int? CodePageOf(string term) =>
        Of([term]) is { declared: true, hasExtensions: false, codePage: var page } ? page : null;

    internal static System.Text.Encoding Encoding(int codePage) => System.Text.Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, Replace);

    private static readonly DecoderReplacementFallback Replace = new("\uFFFD");

    private static string Detect(ReadOnlySpan<byte> bytes, out TextEvidence evidence)
    {
        evidence = TextEvidence.DetectedUtf8;
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return System.Text.Encoding.UTF8.GetString(bytes);
        evidence = TextEvidence.DetectedChinese;
        string chinese = Encoding(GB18030).GetString(bytes);
        if (!chinese.Contains('\uFFFD', StringComparison.Ordinal) && !chinese.Any(char.IsControl)) return chinese;
        evidence = TextEvidence.Unknown;
        return System.Text.Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Two or more characters of GB 2312 level 1 and nothing else beyond ASCII: in a Western name such pairs are symbols and accented capitals.</summary>
    private static bool LooksChinese(ReadOnlySpan<byte> bytes)
    {
        int pairs = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80) continue;
            if (bytes[i] is < 0xB0 or > 0xD7 || i + 1 == bytes.Length || bytes[i + 1] is < 0xA1 or 0xFF) return false;
            pairs++;
            i++;
        }
        return pairs >= 2;
    }
}
