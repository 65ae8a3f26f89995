namespace Telemed.Imaging.Storing;

/// <summary>What became of one part.</summary>
internal sealed record StowResult(ObjectOutcome Outcome, string? SopClassUid, string? SopInstanceUid, ObjectIdentity? Identity)
{
    public bool IsStored => Outcome is ObjectOutcome.Stored or ObjectOutcome.AlreadyStored;
}
