using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Dimse;

/// <summary>The rules of a modality performed procedure step (PS3.4 Annex F.7). Pure.</summary>
public static class PerformedStep
{
    /// <summary>Modality Performed Procedure Step.</summary>
    public const string SopClass = "1.2.840.10008.3.1.2.3.3";

    /// <summary>Error ID of a step that can no longer be changed (PS3.4 Table F.7.2-2).</summary>
    public const ushort NoLongerChangeable = 0xA710;

    private static readonly Tag Status = Tag.From(0x0040_0252);
    private static readonly Tag[] Required = [Tag.From(0x0040_0253), Tag.From(0x0040_0241), Tag.From(0x0040_0244), Tag.From(0x0040_0245), Status, Tags.Modality, Tag.From(0x0040_0270)];

    /// <summary>The status with which a new step is refused; null when it is to be kept.</summary>
    /// <param name="step">As told by N-CREATE.</param>
    /// <param name="known">What is kept under its UID already.</param>
    /// <param name="missing">The element that is missing or wrong.</param>
    public static ushort? RefuseCreation(DataSet step, DataSet? known, out Tag? missing)
    {
        missing = null;
        if (known is not null) return GeneralStatus.DuplicateInstance;
        foreach (var tag in Required)
            if (step.Find(tag) is not { IsEmpty: false })
            {
                missing = tag;
                return GeneralStatus.MissingAttribute;
            }
        if (step.Ascii(Status) is "IN PROGRESS") return null;
        missing = Status;
        return GeneralStatus.InvalidAttributeValue;
    }

    /// <summary>The status with which a change is refused; null when it is to be kept.</summary>
    /// <param name="changes">As told by N-SET.</param>
    /// <param name="known">What is kept; null when nothing is.</param>
    public static ushort? RefuseChange(DataSet changes, DataSet? known) =>
        known is null ? GeneralStatus.NoSuchInstance
        : known.Ascii(Status) is not "IN PROGRESS" ? GeneralStatus.ProcessingFailure
        : changes.Find(Status) is not null && changes.Ascii(Status) is not ("IN PROGRESS" or "COMPLETED" or "DISCONTINUED") ? GeneralStatus.InvalidAttributeValue
        : null;

    /// <summary>The step after the change; texts in UTF-8, whatever either came in.</summary>
    public static DataSet Change(DataSet known, DataSet changes)
    {
        var changed = new DataSet();
        foreach (var element in TextEncoding.Recode(known, ["ISO_IR 192"])) changed.Add(element);
        foreach (var element in TextEncoding.Recode(changes, ["ISO_IR 192"])) changed.Add(element);
        return changed;
    }
}
