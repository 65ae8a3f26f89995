namespace Telemed.Dicom.UpperLayer;

/// <summary>The local answer to an A-ASSOCIATE-RQ.</summary>
public abstract record Negotiation
{
    private Negotiation() { }

    /// <summary>Accepted; one answer for each proposed context, even when none is usable.</summary>
    /// <param name="Contexts">In the order proposed.</param>
    /// <param name="User">User information; the maximum length is filled in from the limits when it is null.</param>
    public sealed record Accepted(EquatableList<AnsweredContext> Contexts, UserInformation User) : Negotiation;

    /// <summary>Rejected.</summary>
    public sealed record Rejected(RejectResult Result, RejectSource Source, byte Reason) : Negotiation;
}
