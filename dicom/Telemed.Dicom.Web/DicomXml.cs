using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Web;

/// <summary>Writes data sets in the Native DICOM Model (PS3.19 §A.1), texts converted to Unicode.</summary>
public static class DicomXml
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false, CloseOutput = false };
    private static readonly string[] Groups = ["Alphabetic", "Ideographic", "Phonetic"];
    private static readonly string[] Components = ["FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix"];

    /// <summary>Writes one document. Group lengths and values that were not loaded are left out.</summary>
    public static void Write(DataSet set, IBufferWriter<byte> output)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(new StringWriterUtf8(text), Settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("NativeDicomModel", "http://dicom.nema.org/PS3.19/models/NativeDICOM");
            Write(set, CharacterSets.Of(set), xml);
            xml.WriteEndElement();
        }
        System.Text.Encoding.UTF8.GetBytes(text.ToString(), output);
    }

    private static void Write(DataSet set, CharacterSets sets, XmlWriter xml)
    {
        foreach (var element in set)
        {
            if (element.Tag.IsGroupLength || element.Tag.Group <= 2 || element.IsDeferred || element.Fragments is not null) continue;
            xml.WriteStartElement("DicomAttribute");
            xml.WriteAttributeString("tag", element.Tag.ToHex());
            xml.WriteAttributeString("vr", element.Vr.IsKnown() ? element.Vr.Letters() : "UN");
            if (DicomDictionary.TryFind(element.Tag, out var entry)) xml.WriteAttributeString("keyword", entry.Keyword);
            WriteValue(element, sets, xml);
            xml.WriteEndElement();
        }
    }

    private static void WriteValue(Element element, CharacterSets sets, XmlWriter xml)
    {
        if (element.Items is { } items) WriteItems(items, sets, xml);
        else if (element.Tag == Tags.SpecificCharacterSet) WriteValues(["ISO_IR 192"], xml);
        else if (element.Vr.IsBinary() || !element.Vr.IsKnown()) WriteBinary(element, xml);
        else if (element.Vr == Vr.PN) WriteNames(element.Texts(sets), xml);
        else if (element.Vr.IsText()) WriteValues(element.Texts(sets), xml);
        else WriteNumbers(element, xml);
    }

    private static void WriteItems(IReadOnlyList<DataSet> items, CharacterSets sets, XmlWriter xml)
    {
        for (int i = 0; i < items.Count; i++)
        {
            xml.WriteStartElement("Item");
            xml.WriteAttributeString("number", (i + 1).ToString(CultureInfo.InvariantCulture));
            Write(items[i], CharacterSets.Of(items[i], sets), xml);
            xml.WriteEndElement();
        }
    }

    private static void WriteBinary(Element element, XmlWriter xml)
    {
        if (element.Bytes.Length > 0) xml.WriteElementString("InlineBinary", Convert.ToBase64String(element.Bytes.Span));
    }

    private static void WriteValues(string[] values, XmlWriter xml)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Length == 0) continue;
            xml.WriteStartElement("Value");
            xml.WriteAttributeString("number", (i + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteString(Allowed(values[i]));
            xml.WriteEndElement();
        }
    }

    private static void WriteNumbers(Element element, XmlWriter xml) => WriteValues([.. Enumerable.Range(0, element.WordCount()).Select(i => Number(element, i))], xml);

    private static string Number(Element element, int index) => element.Vr switch
    {
        Vr.AT => Tag.From((uint)element.Integer(index)!.Value).ToHex(),
        Vr.FL => ((float)element.Number(index)!.Value).ToString(CultureInfo.InvariantCulture),
        Vr.FD => element.Number(index)!.Value.ToString(CultureInfo.InvariantCulture),
        _ => element.Integer(index)?.ToString(CultureInfo.InvariantCulture)
            ?? System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(element.Bytes.Span[(index * 8)..]).ToString(CultureInfo.InvariantCulture),
    };

    private static void WriteNames(string[] names, XmlWriter xml)
    {
        for (int i = 0; i < names.Length; i++)
        {
            xml.WriteStartElement("PersonName");
            xml.WriteAttributeString("number", (i + 1).ToString(CultureInfo.InvariantCulture));
            var groups = names[i].Split('=', 3);
            for (int group = 0; group < groups.Length; group++)
            {
                var components = groups[group].Split('^', 5);
                if (components.All(component => component.Length == 0)) continue;
                xml.WriteStartElement(Groups[group]);
                for (int part = 0; part < components.Length; part++)
                    if (components[part].Length > 0) xml.WriteElementString(Components[part], Allowed(components[part]));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
    }

    /// <summary>XML has no way to write most control characters; a modality that sends one loses it here and nowhere else.</summary>
    private static string Allowed(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));

    private sealed class StringWriterUtf8(StringBuilder text) : StringWriter(text, CultureInfo.InvariantCulture)
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;
    }
}
