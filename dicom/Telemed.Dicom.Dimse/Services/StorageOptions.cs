namespace Telemed.Dicom.Dimse;

/// <summary>What the Storage SCP takes.</summary>
public sealed record StorageOptions
{
    /// <summary>Private SOP classes, beside every standard storage class.</summary>
    public IReadOnlySet<string> PrivateSopClasses { get; init; } = new HashSet<string>();

    /// <summary>Take any SOP class that is not a standard one of another service, though nobody named it.</summary>
    public bool AcceptUnknownSopClasses { get; init; }

    /// <summary>Longest data set in bytes, over all its fragments; a longer one ends the association.</summary>
    public long MaxObjectLength { get; init; } = 16L << 30;
}
