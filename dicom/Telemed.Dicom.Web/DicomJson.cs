using System.Globalization;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Web;

/// <summary>Writes data sets in the DICOM JSON model (PS3.18 Annex F), texts converted to UTF-8.</summary>
/// <param name="json">Where to write.</param>
/// <param name="bulkDataUri">Gives the address of a value by its path: the tag as eight digits, inside sequences preceded by
/// <c>sequence/item number from 1/</c>. Null sends every loaded value inline.</param>
/// <param name="inlineBytes">Binary values longer than this many bytes are sent by address.</param>
public sealed class DicomJson(Utf8JsonWriter json, Func<string, string>? bulkDataUri = null, int inlineBytes = 1024)
{
    /// <summary>Writes one object; private creators and group lengths are treated as Annex F asks.</summary>
    /// <param name="set">The data set, possibly with deferred values.</param>
    /// <param name="pixelData">Where reading stopped, if it stopped at the pixel data.</param>
    public void Write(DataSet set, Element? pixelData = null) => Write(set, pixelData, CharacterSets.Of(set), "");

    private void Write(DataSet set, Element? pixelData, CharacterSets sets, string path)
    {
        json.WriteStartObject();
        foreach (var element in set)
        {
            if (element.Tag.IsGroupLength || element.Tag.Group <= 2) continue;
            WriteElement(element, sets, path);
        }
        if (pixelData is not null) WriteElement(pixelData, sets, path);
        json.WriteEndObject();
    }

    private void WriteElement(Element element, CharacterSets sets, string path)
    {
        json.WriteStartObject(element.Tag.ToHex());
        json.WriteString("vr"u8, element.Vr.IsKnown() ? element.Vr.Letters() : "UN");
        if (element.Items is { } items) WriteItems(items, sets, $"{path}{element.Tag.ToHex()}/");
        else if (element.IsDeferred || element.Fragments is not null || IsBulk(element)) WriteReference(element, path);
        else if (element.Tag == Tags.SpecificCharacterSet) WriteTexts(["ISO_IR 192"]);
        else if (element.Vr.IsBinary() || !element.Vr.IsKnown()) WriteInline(element);
        else if (element.Bytes.Length > 0) WriteValues(element, sets);
        json.WriteEndObject();
    }

    private bool IsBulk(Element element) => bulkDataUri is not null && element.Bytes.Length > inlineBytes
        && (element.Vr.IsBinary() || !element.Vr.IsKnown());

    private void WriteReference(Element element, string path)
    {
        if (bulkDataUri is not null) json.WriteString("BulkDataURI"u8, bulkDataUri(path + element.Tag.ToHex()));
    }

    private void WriteInline(Element element)
    {
        if (element.Bytes.Length > 0) json.WriteBase64String("InlineBinary"u8, element.Bytes.Span);
    }

    private void WriteItems(IReadOnlyList<DataSet> items, CharacterSets sets, string path)
    {
        if (items.Count == 0) return;
        json.WriteStartArray("Value"u8);
        for (int i = 0; i < items.Count; i++)
            Write(items[i], null, CharacterSets.Of(items[i], sets), string.Create(CultureInfo.InvariantCulture, $"{path}{i + 1}/"));
        json.WriteEndArray();
    }

    private void WriteValues(Element element, CharacterSets sets)
    {
        if (element.Vr == Vr.PN) WriteNames(element.Texts(sets));
        else if (element.Vr is Vr.DS or Vr.IS) WriteNumberTexts(element);
        else if (element.Vr.IsText()) WriteTexts(element.Texts(sets));
        else WriteNumbers(element);
    }

    private void WriteTexts(string[] values)
    {
        if (values.Length == 0 || values is [""]) return;
        json.WriteStartArray("Value"u8);
        foreach (string value in values)
        {
            if (value.Length == 0) json.WriteNullValue();
            else json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private void WriteNames(string[] names)
    {
        if (names.Length == 0 || names is [""]) return;
        ReadOnlySpan<string> groups = ["Alphabetic", "Ideographic", "Phonetic"];
        json.WriteStartArray("Value"u8);
        foreach (string name in names)
        {
            json.WriteStartObject();
            var parts = name.Split('=', 3);
            for (int i = 0; i < parts.Length; i++)
                if (parts[i].TrimEnd('^', ' ') is { Length: > 0 } part) json.WriteString(groups[i], part);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Numbers as numbers; a text that is none stays a text, so that nothing is lost or invented (PS3.18 §F.2.3.1).</summary>
    private void WriteNumberTexts(Element element)
    {
        var values = element.AsciiValues();
        if (values.Length == 0 || values is [""]) return;
        json.WriteStartArray("Value"u8);
        foreach (string value in values)
        {
            if (value.Length == 0) json.WriteNullValue();
            else if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) json.WriteNumberValue(whole);
            else if (element.Vr == Vr.DS && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number)) json.WriteNumberValue(number);
            else json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private void WriteNumbers(Element element)
    {
        json.WriteStartArray("Value"u8);
        for (int i = 0; i < element.WordCount(); i++)
        {
            if (element.Vr == Vr.AT) json.WriteStringValue(Tag.From((uint)element.Integer(i)!.Value).ToHex());
            else if (element.Vr is Vr.FL or Vr.FD) WriteReal(element, i);
            else if (element.Integer(i) is { } whole) json.WriteNumberValue(whole);
            else json.WriteStringValue(System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(element.Bytes.Span[(i * 8)..])
                .ToString(CultureInfo.InvariantCulture));
        }
        json.WriteEndArray();
    }

    private void WriteReal(Element element, int index)
    {
        double value = element.Number(index)!.Value;
        if (!double.IsFinite(value)) json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf");
        else if (element.Vr == Vr.FL) json.WriteNumberValue((float)value);
        else json.WriteNumberValue(value);
    }
}
