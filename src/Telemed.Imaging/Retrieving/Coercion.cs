using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Retrieving;

/// <summary>What the platform knows better than the modality, put into answers; the stored file stays as it was sent.</summary>
/// <param name="Issuer">Who gave the patient ID, from the door.</param>
/// <param name="PatientId">The patient of the platform, when the hospital's number was matched.</param>
internal sealed record Coercion(string? Issuer, string? PatientId)
{
    private static readonly Tag OtherPatientIds = new(0x0010, 0x1002);

    /// <summary>Changes with what would be put in; part of a document's version.</summary>
    public string Version => $"{Issuer}/{PatientId}";

    /// <summary>The same attributes in UTF-8, coerced.</summary>
    public DataSet Apply(DataSet sent)
    {
        var set = sent.ToUtf8();
        if (Issuer is not null) set.Add(Text(Tags.IssuerOfPatientId, Issuer));
        if (PatientId is null) return set;
        var platform = new DataSet().Add(Text(Tags.PatientId, PatientId)).Add(Text(Tags.IssuerOfPatientId, "TELEMED")).AddAscii(new Tag(0x0010, 0x0022), Vr.CS, "TEXT");
        return set.Add(Element.Sequence(OtherPatientIds, [.. set.Find(OtherPatientIds)?.Items ?? [], platform]));
    }

    private static Element Text(Tag tag, string value) => new(tag, Vr.LO, Encoding.UTF8.GetBytes(Encoding.UTF8.GetByteCount(value) % 2 == 1 ? value + ' ' : value));
}
