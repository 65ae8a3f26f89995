using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Web;

/// <summary>Reads data sets of the DICOM JSON model (PS3.18 Annex F) into UTF-8 data sets. Anything the model does not allow is a refusal, never a guess.</summary>
/// <param name="bulkData">Gives the value behind a BulkDataURI; null when there is none.</param>
/// <param name="maxDepth">Deepest nesting of sequences, inclusive.</param>
public sealed class DicomJsonReader(Func<string, ReadOnlyMemory<byte>?>? bulkData = null, int maxDepth = 32)
{
    private static readonly string[] Groups = ["Alphabetic", "Ideographic", "Phonetic"];

    /// <summary>Reads one object; null when it is not one of the model.</summary>
    public DataSet? Read(JsonElement json)
    {
        try
        {
            return Read(json, 0) is { } set ? set.AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192") : null;
        }
        catch (InvalidOperationException)
        {
            return null;   // a text whose bytes are no UTF-8, or half a surrogate: the parser says so only when it is asked for the text
        }
    }

    private DataSet? Read(JsonElement json, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object || depth > maxDepth) return null;
        var set = new DataSet();
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name.Length != 8 || !Tag.TryParse(member.Name, out var tag) || tag.Group <= 2 || tag.IsGroupLength
                || member.Value.ValueKind != JsonValueKind.Object || Read(tag, member.Value, depth) is not { } element) return null;
            if (tag != Tags.SpecificCharacterSet) set.Add(element);
        }
        return set;
    }

    private Element? Read(Tag tag, JsonElement json, int depth)
    {
        if (!json.TryGetProperty("vr"u8, out var name) || name.ValueKind != JsonValueKind.String || name.GetString() is not [var first, var second]) return null;
        var vr = (Vr)((first << 8) | second);
        if (!vr.IsKnown()) return null;
        if (json.TryGetProperty("BulkDataURI"u8, out var uri))
            return vr != Vr.SQ && uri.ValueKind == JsonValueKind.String && bulkData?.Invoke(uri.GetString()!) is { } bulk ? new Element(tag, vr, Even(bulk, vr)) : null;
        if (json.TryGetProperty("InlineBinary"u8, out var inline))
            return vr.IsBinary() && inline.ValueKind == JsonValueKind.String && inline.TryGetBytesFromBase64(out byte[]? bytes) ? new Element(tag, vr, Even(bytes, vr)) : null;
        if (!json.TryGetProperty("Value"u8, out var values)) return vr == Vr.SQ ? Element.Sequence(tag, []) : new Element(tag, vr, default);
        if (values.ValueKind != JsonValueKind.Array || vr.IsBinary()) return null;
        return vr == Vr.SQ ? ReadItems(tag, values, depth) : vr.IsText() ? ReadTexts(tag, vr, values) : ReadNumbers(tag, vr, values);
    }

    private Element? ReadItems(Tag tag, JsonElement values, int depth)
    {
        var items = new List<DataSet>(values.GetArrayLength());
        foreach (var value in values.EnumerateArray())
        {
            if (Read(value, depth + 1) is not { } item) return null;
            items.Add(item);
        }
        return Element.Sequence(tag, items);
    }

    private static Element? ReadTexts(Tag tag, Vr vr, JsonElement values)
    {
        var texts = new List<string>(values.GetArrayLength());
        foreach (var value in values.EnumerateArray())
        {
            string? text = value.ValueKind switch
            {
                JsonValueKind.Null => "",
                JsonValueKind.String when vr != Vr.PN => value.GetString(),
                JsonValueKind.Number when vr is Vr.DS or Vr.IS => value.GetRawText(),
                JsonValueKind.Object when vr == Vr.PN => ReadName(value),
                _ => null,
            };
            if (text is null || !vr.IsSingleText() && text.Contains('\\', StringComparison.Ordinal)) return null;
            texts.Add(text);
        }
        return new Element(tag, vr, Even(System.Text.Encoding.UTF8.GetBytes(string.Join('\\', texts)), vr));
    }

    private static string? ReadName(JsonElement value)
    {
        var groups = new string[3];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = "";
            if (!value.TryGetProperty(Groups[i], out var group)) continue;
            if (group.ValueKind != JsonValueKind.String) return null;
            groups[i] = group.GetString()!;
        }
        return string.Join('=', groups).TrimEnd('=');
    }

    private static Element? ReadNumbers(Tag tag, Vr vr, JsonElement values)
    {
        int size = vr == Vr.AT ? 4 : vr.WordBytes();
        var bytes = new byte[values.GetArrayLength() * size];
        int at = 0;
        foreach (var value in values.EnumerateArray())
        {
            if (!Write(vr, value, bytes.AsSpan(at, size))) return null;
            at += size;
        }
        return new Element(tag, vr, bytes);
    }

    private static bool Write(Vr vr, JsonElement value, Span<byte> target)
    {
        if (vr == Vr.AT) return value.ValueKind == JsonValueKind.String && WriteTag(value.GetString()!, target);
        if (vr is Vr.FL or Vr.FD) return WriteReal(vr, value, target);
        string text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString()!, _ => "" };
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) || number != decimal.Truncate(number)) return false;
        (decimal least, decimal most) = vr switch
        {
            Vr.US => (ushort.MinValue, ushort.MaxValue),
            Vr.SS => (short.MinValue, short.MaxValue),
            Vr.UL => (uint.MinValue, uint.MaxValue),
            Vr.SL => (int.MinValue, int.MaxValue),
            Vr.SV => (long.MinValue, long.MaxValue),
            _ => ((decimal)ulong.MinValue, (decimal)ulong.MaxValue),
        };
        if (number < least || number > most) return false;
        Span<byte> eight = stackalloc byte[8];
        if (number < 0) BinaryPrimitives.WriteInt64LittleEndian(eight, (long)number);
        else BinaryPrimitives.WriteUInt64LittleEndian(eight, (ulong)number);
        eight[..target.Length].CopyTo(target);
        return true;
    }

    private static bool WriteTag(string text, Span<byte> target)
    {
        if (text.Length != 8 || !Tag.TryParse(text, out var tag)) return false;
        BinaryPrimitives.WriteUInt16LittleEndian(target, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], tag.Element);
        return true;
    }

    private static bool WriteReal(Vr vr, JsonElement value, Span<byte> target)
    {
        double number = 0;
        bool read = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out number),
            JsonValueKind.String => value.GetString() switch { "NaN" => (number = double.NaN) is double.NaN, "inf" => (number = double.PositiveInfinity) > 0, "-inf" => (number = double.NegativeInfinity) < 0, _ => false },
            _ => false,
        };
        if (vr == Vr.FL) BinaryPrimitives.WriteSingleLittleEndian(target, (float)number);
        else BinaryPrimitives.WriteDoubleLittleEndian(target, number);
        return read;
    }

    private static ReadOnlyMemory<byte> Even(ReadOnlyMemory<byte> bytes, Vr vr)
    {
        if (bytes.Length % 2 == 0) return bytes;
        var even = new byte[bytes.Length + 1];
        bytes.CopyTo(even);
        even[^1] = vr.PaddingByte();
        return even;
    }
}
