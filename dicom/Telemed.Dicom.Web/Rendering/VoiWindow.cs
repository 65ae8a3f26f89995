using Telemed.Dicom.Core;

namespace Telemed.Dicom.Web.Rendering;

/// <summary>Which values become black and which white (PS3.3 §C.11.2).</summary>
/// <param name="Center">In units after the modality transformation.</param>
/// <param name="Width">In the same units, above zero.</param>
/// <param name="Shape">How the values between are spread.</param>
public sealed record VoiWindow(double Center, double Width, VoiShape Shape = VoiShape.Linear)
{
    internal static VoiWindow? Of(DataSet header, int frame)
    {
        var set = header.Find(Tag.From(0x0028_1050)) is not null ? header : Functional(header, frame, Tag.From(0x0028_9132));
        if (set?.Find(Tag.From(0x0028_1050))?.Number(0) is not { } center || set.Find(Tag.From(0x0028_1051))?.Number(0) is not { } width || !(width > 0) || !double.IsFinite(center)) return null;
        return new(center, width, set.Ascii(Tag.From(0x0028_1056)) switch { "LINEAR_EXACT" => VoiShape.LinearExact, "SIGMOID" => VoiShape.Sigmoid, _ => VoiShape.Linear });
    }

    /// <summary>Slope and intercept of stored values (PS3.3 §C.11.1).</summary>
    internal static (double Slope, double Intercept) Rescale(DataSet header, int frame)
    {
        var set = header.Find(Tag.From(0x0028_1053)) is not null ? header : Functional(header, frame, Tag.From(0x0028_9145));
        double slope = set?.Find(Tag.From(0x0028_1053))?.Number(0) ?? 1, intercept = set?.Find(Tag.From(0x0028_1052))?.Number(0) ?? 0;
        return double.IsFinite(slope) && slope != 0 && double.IsFinite(intercept) ? (slope, intercept) : (1, 0);
    }

    internal byte Apply(double value)
    {
        double share = Shape switch
        {
            VoiShape.Sigmoid => 1 / (1 + Math.Exp(-4 * (value - Center) / Width)),
            VoiShape.LinearExact => (value - Center) / Width + 0.5,
            _ => Width > 1 ? (value - (Center - 0.5)) / (Width - 1) + 0.5 : value <= Center - 0.5 ? 0 : 1,
        };
        return (byte)Math.Clamp(share * 255 + 0.5, 0, 255);
    }

    /// <summary>An item of the functional groups of an enhanced image: of the frame, or of all frames (PS3.3 §C.7.6.16).</summary>
    private static DataSet? Functional(DataSet header, int frame, Tag sequence)
    {
        var own = header.Find(Tag.From(0x5200_9230))?.Items is { } items && frame < items.Count ? items[frame].Find(sequence)?.Items : null;
        var shared = header.Find(Tag.From(0x5200_9229))?.Items is [var all, ..] ? all.Find(sequence)?.Items : null;
        return (own ?? shared) is [var found, ..] ? found : null;
    }
}

/// <summary>The VOI LUT functions (PS3.3 §C.11.2.1.2 and §C.11.2.1.3).</summary>
public enum VoiShape
{
    /// <summary>A straight line, with the half-unit offsets of the standard.</summary>
    Linear,
    /// <summary>A straight line between the exact ends.</summary>
    LinearExact,
    /// <summary>A curve without ends.</summary>
    Sigmoid,
}
