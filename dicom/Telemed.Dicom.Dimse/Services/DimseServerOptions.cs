using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Limits of the accepting side.</summary>
public sealed record DimseServerOptions
{
    /// <summary>PDU limits and times.</summary>
    public AssociationOptions Association { get; init; } = new();

    /// <summary>Associations at one time; one more is rejected as transient.</summary>
    public int MaxAssociations { get; init; } = 200;

    /// <summary>Associations at one time from one calling AE title; one more is rejected as transient.</summary>
    public int MaxAssociationsPerCaller { get; init; } = 32;

    /// <summary>Most operations a caller may have under way on one association when it negotiates for it (PS3.7 §D.3.3.3); they are performed beside each other.</summary>
    public ushort MaxOperations { get; init; } = 16;
}
