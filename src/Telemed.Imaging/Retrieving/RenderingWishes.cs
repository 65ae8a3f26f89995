using System.Globalization;
using Microsoft.AspNetCore.Http;
using Telemed.Dicom.Web.Rendering;

namespace Telemed.Imaging.Retrieving;

/// <summary>How a rendered image is wanted (PS3.18 §8.3.5).</summary>
internal sealed record RenderingWishes(VoiWindow? Window, int Width, int Height)
{
    /// <summary>For the tag of the answer.</summary>
    public string Tag => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}-{Window?.Center}-{Window?.Width}-{Window?.Shape}");

    /// <summary>Null and the parameter's name when a value cannot be right. Quality has no meaning for PNG, which loses nothing.</summary>
    public static RenderingWishes? Read(IQueryCollection query, int side, out string bad)
    {
        var wishes = new RenderingWishes(null, side, side);
        bad = "quality";
        if (query["quality"].ToString() is { Length: > 0 } quality && (!TryNumber(quality, out double percent) || percent is < 1 or > 100)) return null;
        bad = "viewport";
        if (query["viewport"].ToString() is { Length: > 0 } viewport)
        {
            if (viewport.Split(',') is not [var width, var height] || !TryNumber(width, out double w) || !TryNumber(height, out double h) || w is < 1 or > 16_384 || h is < 1 or > 16_384) return null;
            wishes = wishes with { Width = Math.Min((int)w, side), Height = Math.Min((int)h, side) };
        }
        bad = "window";
        if (query["window"].ToString() is not { Length: > 0 } window) return wishes;
        var parts = window.Split(',');
        if (parts.Length is not (2 or 3) || !TryNumber(parts[0], out double center) || !TryNumber(parts[1], out double span) || span <= 0) return null;
        VoiShape? shape = parts.ElementAtOrDefault(2)?.ToUpperInvariant() switch
        {
            null or "LINEAR" => VoiShape.Linear,
            "LINEAR-EXACT" or "LINEAR_EXACT" => VoiShape.LinearExact,
            "SIGMOID" => VoiShape.Sigmoid,
            _ => null,
        };
        return shape is { } known ? wishes with { Window = new(center, span, known) } : null;
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
