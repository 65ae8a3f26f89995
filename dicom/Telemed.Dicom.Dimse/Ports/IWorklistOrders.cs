namespace Telemed.Dicom.Dimse;

/// <summary>Orders that wait to be performed, as a modality worklist shows them (PS3.4 Annex K).</summary>
public interface IWorklistOrders
{
    /// <summary>Orders open for the institution of the asker now; of nobody for an asker that belongs to none.</summary>
    ValueTask<IReadOnlyList<WorklistOrder>> Open(Asker asker, CancellationToken cancellationToken);
}

/// <summary>One requested procedure with its one step. Texts of any language; what is not known is null.</summary>
/// <param name="StudyInstanceUid">Under which the images are to be made.</param>
/// <param name="AccessionNumber">At most sixteen characters.</param>
/// <param name="PatientId">Identifier of the patient at <paramref name="Issuer"/>.</param>
/// <param name="Issuer">Who gave the identifier.</param>
/// <param name="PatientName">In the form of a PN value.</param>
/// <param name="BirthDate">Day of birth.</param>
/// <param name="Sex">M, F or O.</param>
/// <param name="Modalities">Kinds of equipment that can do it, the usual one first; an asker that looks for one of them gets that.</param>
/// <param name="Start">Since when it may be done, local time.</param>
/// <param name="Description">What is to be done.</param>
/// <param name="Requester">Who asks for it, as a PN value.</param>
/// <param name="Department">Where it comes from.</param>
/// <param name="Priority">STAT, HIGH, ROUTINE, MEDIUM or LOW.</param>
public sealed record WorklistOrder(
    string StudyInstanceUid, string AccessionNumber, string PatientId, string? Issuer, string PatientName, DateOnly? BirthDate, string? Sex,
    IReadOnlyList<string> Modalities, DateTime Start, string Description, string? Requester = null, string? Department = null, string Priority = "ROUTINE")
{
    /// <summary>Its form never shows whose it is.</summary>
    public override string ToString() => nameof(WorklistOrder);
}
