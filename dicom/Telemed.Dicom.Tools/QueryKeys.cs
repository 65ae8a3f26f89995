using Telemed.Dicom.Core;

namespace Telemed.Dicom.Tools;

/// <summary>Keys as they are typed: <c>PatientName=王*</c>, <c>00100020</c>, <c>ScheduledProcedureStepSequence.Modality=CT</c>.</summary>
internal static class QueryKeys
{
    /// <returns>Null, or what is wrong with the text.</returns>
    public static string? Add(DataSet keys, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (path, value) = equals < 0 ? (text, "") : (text[..equals], text[(equals + 1)..]);
        var names = path.Split('.');
        for (var i = 0; i < names.Length; i++)
        {
            if (!Tag.TryParse(names[i], out var tag)) return $"{names[i]} is no attribute: use a keyword such as PatientID, or eight hexadecimal digits";
            if (i < names.Length - 1) keys = ItemOf(keys, tag);
            else AddValue(keys, tag, value);
        }
        return null;
    }

    private static DataSet ItemOf(DataSet keys, Tag sequence)
    {
        if (keys.Find(sequence)?.Items is [{ } item, ..]) return item;
        var made = new DataSet();
        keys.Add(Element.Sequence(sequence, [made]));
        return made;
    }

    private static void AddValue(DataSet keys, Tag tag, string value)
    {
        var vr = DicomDictionary.VrOf(tag);
        if (vr is Vr.SQ) keys.Add(Element.Sequence(tag, []));
        else if (vr is Vr.US && ushort.TryParse(value, out var number)) keys.AddUInt16(tag, number);
        else keys.Add(new Element(tag, vr, System.Text.Encoding.UTF8.GetBytes(value)));
        if (!System.Text.Ascii.IsValid(value)) keys.AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
    }
}
