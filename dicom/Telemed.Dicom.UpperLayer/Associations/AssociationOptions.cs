namespace Telemed.Dicom.UpperLayer;

/// <summary>Limits and times of associations; all times run on the given clock.</summary>
public sealed record AssociationOptions
{
    /// <summary>What a peer may send.</summary>
    public PduLimits Limits { get; init; } = PduLimits.Default;

    /// <summary>Longest P-DATA-TF body to send, in bytes, even to a peer that would take more.</summary>
    public uint MaxSendLength { get; init; } = 131_072;

    /// <summary>ARTIM while waiting for an A-ASSOCIATE-RQ; the whole PDU must be there in time.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for the answer to an A-ASSOCIATE-RQ.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an established association may stay without one complete PDU, or without taking what is sent.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an association may last in all.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long to wait for A-RELEASE-RP.</summary>
    public TimeSpan ReleaseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>ARTIM while waiting for the peer to close after the last PDU.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
