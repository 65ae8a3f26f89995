using System.Globalization;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>An order as an item of the modality worklist with its return keys of type 1 and 2 (PS3.4 Table K.6-1). Pure.</summary>
internal static class WorklistItem
{
    private static readonly Tag Step = Tag.From(0x0040_0100);

    /// <param name="order">The order.</param>
    /// <param name="asker">AE title of the asking equipment: an order is for whoever of the institution takes it.</param>
    /// <param name="keys">The question; of the equipment that can do it, the kind that is asked for is the one scheduled.</param>
    public static DataSet Of(WorklistOrder order, string asker, DataSet keys)
    {
        var step = new DataSet();
        Add(step, 0x0008_0060, Modality(order, keys));
        Add(step, 0x0032_1070, null);
        Add(step, 0x0040_0001, asker);
        Add(step, 0x0040_0002, order.Start.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Add(step, 0x0040_0003, order.Start.ToString("HHmmss", CultureInfo.InvariantCulture));
        Add(step, 0x0040_0006, null);
        Add(step, 0x0040_0007, order.Description);
        Add(step, 0x0040_0009, order.AccessionNumber);
        Add(step, 0x0040_0010, null);
        Add(step, 0x0040_0011, order.Department);
        Add(step, 0x0040_0012, null);
        Add(step, 0x0040_0020, "SCHEDULED");
        var item = new DataSet().AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Add(Element.Sequence(Step, [step]));
        Add(item, 0x0008_0050, order.AccessionNumber);
        Add(item, 0x0008_0090, order.Requester);
        Add(item, 0x0010_0010, order.PatientName);
        Add(item, 0x0010_0020, order.PatientId);
        Add(item, 0x0010_0021, order.Issuer);
        Add(item, 0x0010_0030, order.BirthDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Add(item, 0x0010_0040, order.Sex);
        Add(item, 0x0020_000D, order.StudyInstanceUid);
        Add(item, 0x0032_1032, order.Requester);
        Add(item, 0x0032_1033, order.Department);
        Add(item, 0x0032_1060, order.Description);
        Add(item, 0x0040_1001, order.AccessionNumber);
        Add(item, 0x0040_1003, order.Priority);
        foreach (var unknown in (uint[])[0x0010_1030, 0x0010_2000, 0x0010_2110, 0x0010_21C0, 0x0038_0010, 0x0038_0050, 0x0038_0300, 0x0038_0500, 0x0040_1004, 0x0040_3001])
            Add(item, unknown, null);
        item.Add(Element.Sequence(Tag.From(0x0008_1110), [])).Add(Element.Sequence(Tag.From(0x0008_1120), []));
        return item;
    }

    private static string Modality(WorklistOrder order, DataSet keys)
    {
        var asked = keys.Find(Step)?.Items is [{ } step, ..] ? step.AsciiValues(Tags.Modality) : [];
        return order.Modalities.FirstOrDefault(asked.Contains) ?? order.Modalities[0];
    }

    private static void Add(DataSet set, uint tag, string? value) =>
        set.Add(new Element(Tag.From(tag), DicomDictionary.VrOf(Tag.From(tag)), System.Text.Encoding.UTF8.GetBytes(value ?? "")));
}
