namespace Telemed.Dicom.Dimse;

/// <summary>An object to send; its data set is read while it is sent.</summary>
/// <param name="SopClassUid">SOP class.</param>
/// <param name="SopInstanceUid">SOP instance.</param>
/// <param name="TransferSyntaxUid">How the data set is encoded; it is sent as it is.</param>
/// <param name="DataSet">At the first byte of the data set, after any file meta information.</param>
/// <param name="Length">Bytes of the data set.</param>
public sealed record OutgoingObject(string SopClassUid, string SopInstanceUid, string TransferSyntaxUid, Stream DataSet, long Length);
