using System.Collections.Frozen;

namespace Telemed.Dicom.Core;

/// <summary>How a data set is written as bytes (PS3.5 §10 and Annex A).</summary>
/// <param name="Uid">Its identifier.</param>
/// <param name="Name">Its registered name, or the identifier itself.</param>
/// <param name="IsImplicit">Elements carry no VR.</param>
/// <param name="IsBigEndian">Numbers are big-endian; retired, still met.</param>
/// <param name="IsDeflated">The whole data set is a raw deflate stream.</param>
/// <param name="IsEncapsulated">Pixel data are fragments in items (PS3.5 §A.4).</param>
public sealed record TransferSyntax(
    string Uid, string Name, bool IsImplicit = false, bool IsBigEndian = false, bool IsDeflated = false, bool IsEncapsulated = false)
{
    /// <summary>The default every peer must know.</summary>
    public static TransferSyntax ImplicitLittle { get; } = new("1.2.840.10008.1.2", "Implicit VR Little Endian", IsImplicit: true);
    /// <summary>Explicit VR, little-endian.</summary>
    public static TransferSyntax ExplicitLittle { get; } = new("1.2.840.10008.1.2.1", "Explicit VR Little Endian");
    /// <summary>Explicit VR, little-endian, deflated as a whole.</summary>
    public static TransferSyntax Deflated { get; } = new("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", IsDeflated: true);
    /// <summary>Explicit VR, big-endian (retired).</summary>
    public static TransferSyntax ExplicitBig { get; } = new("1.2.840.10008.1.2.2", "Explicit VR Big Endian", IsBigEndian: true);

    private static readonly FrozenDictionary<string, TransferSyntax> Registry = new[]
    {
        ImplicitLittle, ExplicitLittle, Deflated, ExplicitBig,
        Encapsulated("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
        Encapsulated("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"),
        Encapsulated("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)"),
        Encapsulated("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)"),
        Encapsulated("1.2.840.10008.1.2.4.55", "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)"),
        Encapsulated("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)"),
        Encapsulated("1.2.840.10008.1.2.4.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction"),
        Encapsulated("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless Image Compression"),
        Encapsulated("1.2.840.10008.1.2.4.81", "JPEG-LS Lossy (Near-Lossless) Image Compression"),
        Encapsulated("1.2.840.10008.1.2.4.90", "JPEG 2000 Image Compression (Lossless Only)"),
        Encapsulated("1.2.840.10008.1.2.4.91", "JPEG 2000 Image Compression"),
        Encapsulated("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component (Lossless Only)"),
        Encapsulated("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component"),
        Encapsulated("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
        Encapsulated("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"),
        Encapsulated("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"),
        Encapsulated("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
        Encapsulated("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"),
        Encapsulated("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"),
        Encapsulated("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
        Encapsulated("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"),
        Encapsulated("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"),
        Encapsulated("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
        Encapsulated("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
        Encapsulated("1.2.840.10008.1.2.4.112", "JPEG XL"),
        Encapsulated("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)"),
        Encapsulated("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)"),
        Encapsulated("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
        Encapsulated("1.2.840.10008.1.2.5", "RLE Lossless"),
        Encapsulated("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
    }.ToFrozenDictionary(syntax => syntax.Uid, StringComparer.Ordinal);

    /// <summary>Every registered transfer syntax.</summary>
    public static IEnumerable<TransferSyntax> Registered => Registry.Values;

    /// <summary>True where browser decoders give wrong values: the lossy JPEG processes 2, 4, 6, 8, 10 and 12, which carry up to 12 bits.</summary>
    public bool IsUnsafeInBrowser => Uid is "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.53" or "1.2.840.10008.1.2.4.55";

    /// <summary>The registered syntax, or for any other identifier an encapsulated explicit little-endian one, which is what PS3.5 §A.4 asks of additions.</summary>
    public static TransferSyntax Of(string uid) => Registry.GetValueOrDefault(uid) ?? Encapsulated(uid, uid);

    /// <summary>True when the identifier is registered.</summary>
    public static bool IsRegistered(string uid) => Registry.ContainsKey(uid);

    private static TransferSyntax Encapsulated(string uid, string name) => new(uid, name, IsEncapsulated: true);
}
