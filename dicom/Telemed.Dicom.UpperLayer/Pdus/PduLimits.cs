namespace Telemed.Dicom.UpperLayer;

/// <summary>What a peer may send in one PDU; a larger one is refused before it is buffered.</summary>
/// <remarks>Lengths are in bytes and inclusive, counts are inclusive.</remarks>
public sealed record PduLimits
{
    /// <summary>Limits of a node with default settings.</summary>
    public static PduLimits Default { get; } = new();

    /// <summary>Longest P-DATA-TF body; announced to the peer as maximum length (PS3.8 Annex D.1).</summary>
    public uint MaxDataLength { get; init; } = 131_072;

    /// <summary>Longest body of any other PDU. 128 presentation contexts with fifty transfer syntaxes each fit.</summary>
    public uint MaxControlLength { get; init; } = 262_144;

    /// <summary>Presentation contexts in one request; 128 odd identifiers exist (PS3.8 §9.3.2.2).</summary>
    public int MaxPresentationContexts { get; init; } = 128;

    /// <summary>Transfer syntaxes in one proposed context.</summary>
    public int MaxTransferSyntaxes { get; init; } = 64;

    /// <summary>Sub-items in the user information, known or not.</summary>
    public int MaxUserItems { get; init; } = 512;

    /// <summary>Presentation data values in one P-DATA-TF.</summary>
    public int MaxDataValues { get; init; } = 1_024;

    /// <summary>Longest body accepted for a PDU of that type.</summary>
    public uint For(PduType type) => type is PduType.DataTf ? MaxDataLength : MaxControlLength;
}
