namespace Telemed.Dicom.Dimse;

/// <summary>Requests for storage commitment, kept until their result has been delivered; and the judgement itself (PS3.4 Annex J).</summary>
public interface ICommitments
{
    /// <summary>Keeps a request; it survives a restart when this completes. A request with the same transaction of the same asker takes the place of the older.</summary>
    /// <returns>False when too many wait.</returns>
    ValueTask<bool> Keep(CommitmentRequest request, CancellationToken cancellationToken);

    /// <summary>Requests whose result nobody has taken yet.</summary>
    ValueTask<IReadOnlyList<CommitmentRequest>> Waiting(CancellationToken cancellationToken);

    /// <summary>Looks at the objects themselves: an object is committed to when it is here, whole, and on the disk.</summary>
    ValueTask<IReadOnlyList<CommitmentVerdict>> Judge(CommitmentRequest request, CancellationToken cancellationToken);

    /// <summary>The result was taken, or given up.</summary>
    ValueTask Done(CommitmentRequest request, CancellationToken cancellationToken);
}

/// <summary>A request for storage commitment.</summary>
/// <param name="AeTitle">Who asked, and gets the result.</param>
/// <param name="InstitutionId">To whom it belongs.</param>
/// <param name="TransactionUid">Its name for the request.</param>
/// <param name="At">When it asked.</param>
/// <param name="Objects">What it asks about.</param>
public sealed record CommitmentRequest(string AeTitle, string? InstitutionId, string TransactionUid, DateTimeOffset At, IReadOnlyList<ReferencedObject> Objects);

/// <summary>An object named by class and instance.</summary>
public sealed record ReferencedObject(string SopClassUid, string SopInstanceUid);

/// <summary>What becomes of an object.</summary>
/// <param name="Object">The object.</param>
/// <param name="FailureReason">Null when it is committed to; otherwise a value of Failure Reason (0008,1197), PS3.3 §C.14.1.1.</param>
public sealed record CommitmentVerdict(ReferencedObject Object, ushort? FailureReason);
