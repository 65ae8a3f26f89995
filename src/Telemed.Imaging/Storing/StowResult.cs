namespace Telemed.Imaging.Storing;

/// <summary>What became of one part.</summary>
internal sealed record StowResult(StoreOutcome Outcome, string? SopClassUid, string? SopInstanceUid, ObjectIdentity? Identity)
{
    public bool IsStored => Outcome is StoreOutcome.Stored or StoreOutcome.AlreadyStored;
}
