using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>What became of an object sent.</summary>
public abstract record StoreOutcome
{
    private StoreOutcome() { }

    /// <summary>The peer answered; <see cref="GeneralStatus.IsDone"/> tells whether it stored the object.</summary>
    public sealed record Answered(ushort Status) : StoreOutcome;

    /// <summary>Not sent: no presentation context was accepted for this SOP class and transfer syntax.</summary>
    public sealed record NoContext : StoreOutcome;

    /// <summary>The association ended before the answer; whether the object was stored is not known.</summary>
    public sealed record Ended(AssociationEnd How) : StoreOutcome;
}
