using System.Text;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>Texts to bytes in the repertoire that a receiver asked for (PS3.5 §6.1).</summary>
public static class TextEncoding
{
    private const string Utf8Term = "ISO_IR 192";
    private const int Gb2312 = 936;
    private static readonly System.Buffers.SearchValues<char> Delimiters = System.Buffers.SearchValues.Create("\\^=\r\n\f\t");
    private static readonly byte[] DesignateGb2312 = [0x1B, 0x24, 0x29, 0x41];   // to G1 (PS3.5 Annex K)

    /// <summary>Writes a data set anew in a repertoire; sequences too. Texts of ASCII alone need no declaration and get none.</summary>
    /// <param name="set">Its texts in the sets it declares.</param>
    /// <param name="terms">Values of Specific Character Set (0008,0005) to use; where they cannot say it all, UTF-8 is used and declared.</param>
    public static DataSet Recode(DataSet set, IReadOnlyList<string> terms)
    {
        var from = CharacterSets.Of(set);
        if (IsAscii(set)) return Recode(set, from, []) ?? set;
        if (Recode(set, from, terms) is not { } done) (done, terms) = (Recode(set, from, [Utf8Term])!, [Utf8Term]);
        return done.AddAscii(Tags.SpecificCharacterSet, Vr.CS, string.Join('\\', terms));
    }

    /// <summary>One text as bytes, without padding; null when the repertoire cannot say it, or is none this node writes.</summary>
    public static byte[]? Encode(string text, IReadOnlyList<string> terms)
    {
        if (Ascii.IsValid(text)) return System.Text.Encoding.ASCII.GetBytes(text);
        if (terms is [_, "ISO 2022 IR 58"]) return EncodeGb2312(text);
        if (terms is not [{ Length: > 0 } term] || CharacterSets.CodePageOf(term) is not { } page) return null;
        try
        {
            return System.Text.Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback).GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    // The designation ends at every delimiter, so each part with Chinese in it begins with its own (PS3.5 §6.1.2.5.3).
    private static byte[]? EncodeGb2312(string text)
    {
        var output = new List<byte>(text.Length * 3);
        for (int start = 0; start < text.Length;)
        {
            int end = text.AsSpan(start).IndexOfAny(Delimiters) is >= 0 and var length ? start + length + 1 : text.Length;
            var part = CharacterSets.Encoding(Gb2312).GetBytes(text[start..end]);
            for (int i = 0; i < part.Length; i++)
            {
                if (part[i] < 0x80) continue;
                if (part[i] < 0xA1 || i + 1 == part.Length || part[i + 1] < 0xA1) return null;   // a character of GBK that GB 2312 lacks
                i++;
            }
            if (!Ascii.IsValid(part)) output.AddRange(DesignateGb2312);
            output.AddRange(part);
            start = end;
        }
        return CharacterSets.Of(["", "ISO 2022 IR 58"]).Decode(output.ToArray(), Vr.LO) == text ? [.. output] : null;
    }

    private static bool IsAscii(DataSet set) =>
        set.All(e => e.Items is { } items ? items.All(IsAscii) : !e.Vr.UsesCharacterSet() || Ascii.IsValid(e.Bytes.Span) && !e.Bytes.Span.Contains((byte)0x1B));

    private static DataSet? Recode(DataSet set, CharacterSets outer, IReadOnlyList<string> terms)
    {
        var from = CharacterSets.Of(set, outer);
        var done = new DataSet();
        foreach (var element in set)
        {
            if (element.Tag == Tags.SpecificCharacterSet) continue;
            if (element.Items is { } items)
            {
                var recoded = items.Select(item => Recode(item, from, terms)).ToArray();
                if (recoded.Any(item => item is null)) return null;
                done.Add(Element.Sequence(element.Tag, recoded!));
            }
            else if (!element.Vr.UsesCharacterSet() || Ascii.IsValid(element.Bytes.Span)) done.Add(element);
            else if (Encode(from.Decode(element.Bytes.Span, element.Vr).TrimEnd(' ', '\0'), terms) is { } bytes) done.Add(new Element(element.Tag, element.Vr, bytes));
            else return null;
        }
        return done;
    }
}
