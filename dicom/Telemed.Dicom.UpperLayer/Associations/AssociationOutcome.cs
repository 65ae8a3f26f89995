namespace Telemed.Dicom.UpperLayer;

/// <summary>What became of an attempt at an association.</summary>
public abstract record AssociationOutcome
{
    private AssociationOutcome() { }

    /// <summary>It stands; whoever gets it disposes it.</summary>
    public sealed record Established(Association Association) : AssociationOutcome;

    /// <summary>It does not stand, and the connection is closed.</summary>
    /// <param name="How">Why.</param>
    /// <param name="Request">The request, when one came that far.</param>
    /// <param name="Rejection">The rejection, sent or received.</param>
    /// <param name="Fault">What was wrong with the bytes, when <paramref name="How"/> is <see cref="AssociationEnd.NotDicom"/> or <see cref="AssociationEnd.InvalidPdu"/>.</param>
    public sealed record Ended(AssociationEnd How, Pdu.AssociateRq? Request, Pdu.AssociateRj? Rejection, PduFault Fault) : AssociationOutcome;
}
