using System.Net;

namespace Telemed.Dicom.Dimse;

/// <summary>What is known of an object before its data set arrives (PS3.7 §9.3.1.1 and the association).</summary>
/// <param name="CallingAe">AE title of the sender, without padding.</param>
/// <param name="CalledAe">AE title it called, without padding.</param>
/// <param name="SopClassUid">Affected SOP class of the command.</param>
/// <param name="SopInstanceUid">Affected SOP instance of the command; a valid UID, but not yet compared with the data set.</param>
/// <param name="TransferSyntaxUid">As negotiated for the presentation context: how the data set is encoded.</param>
/// <param name="Remote">Address of the sender, when the connection has one.</param>
public sealed record IncomingObject(
    string CallingAe, string CalledAe, string SopClassUid, string SopInstanceUid, string TransferSyntaxUid, EndPoint? Remote)
{
    /// <summary>Institution to which <see cref="IApplicationEntities"/> attributed the sender; null when it named none.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>Who gives patient IDs where the object comes from, as the door knows it; null leaves it to what the object says.</summary>
    public string? PatientIdIssuer { get; init; }
}
