namespace Telemed.Web.Demo;

/// <summary>An ellipse of one value; coordinates and radii in parts of the picture's width, between 0 and 1.</summary>
/// <param name="FromZ">First part of the stack in which it is seen.</param>
/// <param name="ToZ">Last part of the stack.</param>
internal readonly record struct Blob(double X, double Y, double Rx, double Ry, short Value, double FromZ = 0, double ToZ = 1);

/// <summary>A body made of ellipses: enough to scroll, window and measure, and plainly nobody's.</summary>
/// <param name="Size">Rows and columns.</param>
/// <param name="Slices">How many pictures.</param>
/// <param name="Background">Value where nothing is.</param>
/// <param name="Noise">Largest deviation added to every value.</param>
/// <param name="Centre">Middle of the window to show it in.</param>
/// <param name="Width">Width of that window.</param>
internal sealed record Phantom(int Size, int Slices, short Background, int Noise, int Centre, int Width, IReadOnlyList<Blob> Blobs)
{
    /// <summary>The phantom that goes with what a study shows.</summary>
    public static Phantom For(string modality, string description) => (modality, description) switch
    {
        ("CT", var d) when d.Contains("头颅", StringComparison.Ordinal) => Head,
        ("CT", var d) when d.Contains('腹', StringComparison.Ordinal) || d.Contains('腰', StringComparison.Ordinal) => Abdomen,
        ("CT", _) => Chest,
        ("US", _) => Ultrasound,
        ("MG", _) => Breast,
        (_, var d) when d.Contains("胸部", StringComparison.Ordinal) => ChestFilm,
        _ => BoneFilm,
    };

    // Values of CT are Hounsfield units.
    private static Phantom Head { get; } = new(256, 12, -1000, 6, 40, 90,
    [
        new(0.5, 0.5, 0.36, 0.43, 60), new(0.5, 0.5, 0.345, 0.415, 900), new(0.5, 0.5, 0.32, 0.39, 36), new(0.5, 0.5, 0.006, 0.36, 10),
        new(0.44, 0.47, 0.03, 0.10, 6, 0.35, 0.75), new(0.56, 0.47, 0.03, 0.10, 6, 0.35, 0.75), new(0.64, 0.50, 0.035, 0.025, 20, 0.4, 0.6),
    ]);

    private static Phantom Chest { get; } = new(256, 12, -1000, 14, -500, 1500,
    [
        new(0.5, 0.52, 0.44, 0.34, -80), new(0.5, 0.52, 0.41, 0.31, 45), new(0.31, 0.50, 0.15, 0.22, -840), new(0.69, 0.50, 0.15, 0.22, -840),
        new(0.55, 0.47, 0.11, 0.10, 42, 0.35, 1), new(0.5, 0.75, 0.05, 0.055, 420), new(0.5, 0.76, 0.018, 0.018, 20),
        new(0.31, 0.62, 0.06, 0.05, -60, 0.55, 0.9), new(0.33, 0.60, 0.025, 0.02, 20, 0.6, 0.85), new(0.70, 0.40, 0.022, 0.022, 30, 0.15, 0.3),
    ]);

    private static Phantom Abdomen { get; } = new(256, 12, -1000, 12, 50, 350,
    [
        new(0.5, 0.52, 0.42, 0.33, -95), new(0.5, 0.52, 0.385, 0.295, 45), new(0.35, 0.47, 0.20, 0.19, 62, 0, 0.7), new(0.66, 0.50, 0.09, 0.12, 55, 0, 0.6),
        new(0.42, 0.55, 0.035, 0.045, 8, 0.3, 0.7), new(0.50, 0.50, 0.02, 0.02, 5, 0.35, 0.65), new(0.5, 0.74, 0.055, 0.06, 380), new(0.5, 0.76, 0.02, 0.02, 25),
        new(0.36, 0.66, 0.05, 0.06, 38, 0.4, 1), new(0.64, 0.66, 0.05, 0.06, 38, 0.4, 1), new(0.52, 0.69, 0.028, 0.012, 95, 0.6, 0.8),
    ]);

    private static Phantom ChestFilm { get; } = new(512, 1, 300, 25, 1900, 3000,
    [
        new(0.5, 0.55, 0.46, 0.52, 2100), new(0.31, 0.48, 0.16, 0.30, 900), new(0.69, 0.48, 0.16, 0.30, 900), new(0.5, 0.5, 0.05, 0.55, 2900),
        new(0.56, 0.60, 0.13, 0.14, 2500), new(0.30, 0.66, 0.06, 0.05, 1600), new(0.34, 0.69, 0.04, 0.03, 1700),
    ]);

    private static Phantom BoneFilm { get; } = new(512, 1, 200, 20, 1800, 3200,
    [
        new(0.5, 0.5, 0.26, 0.60, 1100), new(0.5, 0.18, 0.13, 0.30, 2500), new(0.5, 0.40, 0.19, 0.09, 2700), new(0.5, 0.82, 0.12, 0.30, 2450),
        new(0.5, 0.57, 0.18, 0.08, 2650), new(0.5, 0.487, 0.17, 0.014, 1200), new(0.33, 0.46, 0.02, 0.02, 2900),
    ]);

    private static Phantom Breast { get; } = new(512, 1, 50, 15, 1500, 2800,
    [
        new(0.0, 0.5, 0.62, 0.42, 1000), new(0.05, 0.5, 0.40, 0.28, 1700), new(0.18, 0.42, 0.22, 0.10, 2100), new(0.30, 0.36, 0.035, 0.032, 3000),
    ]);

    private static Phantom Ultrasound { get; } = new(256, 1, 0, 18, 110, 220,
    [
        new(0.5, 0.5, 0.46, 0.46, 95), new(0.5, 0.2, 0.40, 0.03, 170), new(0.45, 0.5, 0.16, 0.10, 70), new(0.47, 0.5, 0.07, 0.05, 35), new(0.62, 0.72, 0.10, 0.06, 140),
    ]);

    /// <summary>The picture at one place of the stack, row by row.</summary>
    public short[] Slice(int number)
    {
        var pixels = new short[Size * Size];
        var z = Slices == 1 ? 0.5 : (double)number / (Slices - 1);
        var shrink = Slices == 1 ? 1 : 0.85 + 0.15 * Math.Sin(Math.PI * z);
        Array.Fill(pixels, Background);
        foreach (var blob in Blobs)
            if (z >= blob.FromZ && z <= blob.ToZ)
                Draw(pixels, blob, shrink);
        var state = 0x9E3779B9u + (uint)number;
        for (var i = 0; i < pixels.Length; i++)
        {
            state = state * 1664525 + 1013904223;   // the same noise at every start, so that the object is the same object
            pixels[i] = (short)Math.Max(Math.Min((int)Background, 0), pixels[i] + (int)(state >> 16) % (2 * Noise + 1) - Noise);
        }
        return pixels;
    }

    private void Draw(short[] pixels, Blob blob, double shrink)
    {
        var (rx, ry) = (blob.Rx * shrink * Size, blob.Ry * shrink * Size);
        var (cx, cy) = (blob.X * Size, blob.Y * Size);
        for (var y = Math.Max(0, (int)(cy - ry)); y < Math.Min(Size, cy + ry); y++)
        {
            var across = 1 - (y - cy) * (y - cy) / (ry * ry);
            if (across <= 0) continue;
            var half = rx * Math.Sqrt(across);
            var from = Math.Clamp((int)(cx - half), 0, Size);
            var to = Math.Clamp((int)(cx + half), 0, Size);
            Array.Fill(pixels, blob.Value, y * Size + from, to - from);
        }
    }
}
